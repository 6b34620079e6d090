import type { Bindings } from './binding';
import { CREATE_BINDINGS } from './create-bindings';
import { HAND_OUT_BINDINGS } from './hand-out-bindings';
import { LISTED_BINDINGS } from './listed-bindings';
import { ORGANISE_BINDINGS } from './organise-bindings';
import { PROMPT_BINDINGS } from './prompt-bindings';
import { QUEUE_BINDINGS } from './queue-bindings';
import { WINDOW_BINDINGS } from './window-bindings';

/** What each action of the table does; one without a home does not compile. */
export const BINDINGS: Bindings = {
  ...CREATE_BINDINGS,
  ...PROMPT_BINDINGS,
  ...LISTED_BINDINGS,
  ...ORGANISE_BINDINGS,
  ...HAND_OUT_BINDINGS,
  ...QUEUE_BINDINGS,
  ...WINDOW_BINDINGS,
};
