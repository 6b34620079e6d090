/** Why a request of the window was not fulfilled. */
export type ErrorCode =
  | 'bad-request' // the message itself was malformed: a mistake of ours
  | 'not-allowed' // the sender is not our window
  | 'invalid' // what the person gave can't be used; `field` says where
  | 'not-found'
  | 'cancelled' // the person said no in a native dialog
  | 'unavailable' // something outside does not answer: library, keychain, disk
  | 'internal';

/** A failure as it crosses to the window: a code for the program, a sentence for the person. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  /** The field of the form that it belongs to. */
  readonly field?: string;
}

/** The envelope of every answer; nothing is thrown across. */
export type Result<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: Failure };

/** A failure that a service throws and the registrar turns into the envelope. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

/** Ends a switch over a union: a case that was forgotten does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Not handled: ${JSON.stringify(value)}`);
}
