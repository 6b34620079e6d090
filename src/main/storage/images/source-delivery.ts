import type { Problem } from '../../../shared/problem';
import type { SourceDelivery } from '../../core/ports';
import type { DeliveryLimits, ImageDecoder } from './image-decoder';
import type { Library } from '../library/library';

/** What the gateway's sister services accept; unproven here, so it is data. The edit issue brings the smaller rungs. */
const LIMITS: DeliveryLimits = { maxSide: 2048, maxBytes: 4_000_000 };

/**
 * Sends sources as data URIs inside the request: re-encoded in the sandbox, so that neither metadata nor a place leaves
 * with them, and never a path or an address of this machine.
 */
export function createInlineDelivery(
  library: Pick<Library, 'fileOf' | 'images'>,
  decoder: Pick<ImageDecoder, 'deliver'>,
): SourceDelivery {
  const failed = (message: string): { kind: 'failed'; problem: Problem } => ({
    kind: 'failed',
    problem: { code: 'source-missing', message, httpStatus: null },
  });
  const prepare: SourceDelivery['prepare'] = async (sourceIds) => {
    const urls: string[] = [];
    for (const id of sourceIds) {
      const file = library.fileOf(id);
      if (file === null) return failed('A source image is no longer in the library. Nothing was sent.');
      const decoded = await decoder.deliver(file, LIMITS);
      if (decoded.kind === 'closed')
        return failed('The part of Easel that reads pictures did not start. Nothing was sent.');
      if (decoded.kind === 'not-displayable') {
        const name = library.images([id])[0]?.title.slice(0, 60) ?? id;
        return failed(`The source “${name}” can’t be read: its file was moved, removed or damaged. Nothing was sent.`);
      }
      urls.push(`data:${decoded.type};base64,${Buffer.from(decoded.bytes).toString('base64')}`);
    }
    return { kind: 'ready', urls };
  };
  return {
    prepare: (sourceIds) =>
      prepare(sourceIds).catch(() => failed('The library can’t be read at the moment. Nothing was sent.')),
  };
}
