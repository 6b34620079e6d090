import type { PromptId } from '../../shared/ids';
import type { PromptList, PromptSummary } from '../../shared/prompts';
import type { FakeBridge } from './fake-bridge';
import { ok } from './fake-bridge';
import { promptId } from './prompt-history';

/** The n-th prompt, used once and with nothing come of it, but for these differences. */
export function fakePrompt(n: number, change: Partial<PromptSummary> = {}): PromptSummary {
  return {
    ...{ id: promptId(n), text: `Prompt ${String(n)}`, favourite: false, tags: [], uses: 1, versions: 1 },
    ...{ firstUsedAt: n, lastUsedAt: n, images: [], imageCount: 0, keptCount: 0, cost: 0, unknownCost: 0 },
    ...{ models: [], recipe: null },
    ...change,
  };
}

/** A list of prompts as main answers it. */
export function promptList(...ids: readonly number[]): PromptList {
  return {
    ...{ revision: 1, ids: Int32Array.from(ids), times: Float64Array.from(ids) },
    ...{ total: ids.length, tags: [], first: [] },
  };
}

/** Makes main answer with these prompts, whatever is asked; those given later take their place. */
export function answerPrompts(bridge: FakeBridge, ...prompts: readonly PromptSummary[]): void {
  const byId = new Map<PromptId, PromptSummary>(prompts.map((prompt) => [prompt.id, prompt]));
  bridge.answer['prompts.find'] = ({ first = 0 }: { readonly first?: number }) =>
    ok({ ...promptList(...byId.keys()), first: [...byId.values()].slice(0, first) });
  bridge.answer['prompts.details'] = ({ ids }: { readonly ids: readonly PromptId[] }) =>
    ok(ids.flatMap((id) => byId.get(id) ?? []));
  bridge.answer['prompts.story'] = ({ id }: { readonly id: PromptId }) => {
    const summary = byId.get(id);
    return ok(summary ? { summary, uses: [], versions: [] } : null);
  };
}
