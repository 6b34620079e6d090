import type { ActionId } from '../../shared/actions';
import type { Studio } from '../store/store';

/** What an action does here, and when. */
export interface Binding {
  readonly run: () => void;
  /** Why it can do nothing now, beside what its row says that it needs; one sentence, or null. Cheap: asked often. */
  readonly whyNot?: (state: Studio) => string | null;
}

/** Some bindings, by the names of their actions. */
export type Bindings<Id extends ActionId = ActionId> = Readonly<Record<Id, Binding>>;
