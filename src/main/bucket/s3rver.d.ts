// The package has default exports.
/* eslint-disable no-restricted-syntax */
/** The parts of the S3 server of the tests that are used; the package brings no types. */
declare module '@20minutes/s3rver' {
  /** A request while it is answered. */
  export interface S3Context {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly query: Readonly<Record<string, string | undefined>>;
    status: number;
    type: string;
    body: string;
    set(name: string, value: string): void;
  }
  /** Answers, or leaves it to the next. */
  export type S3Layer = (context: S3Context, next: () => Promise<void>) => Promise<void>;

  export default class S3rver {
    readonly middleware: S3Layer[];
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly silent: boolean;
      readonly directory: string;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}

declare module '@20minutes/s3rver/lib/models/account.js' {
  /** Who may sign. */
  export default class Account {
    constructor(id: number, name: string);
    createKeyPair(accessKey: string, secret: string): void;
  }
}
