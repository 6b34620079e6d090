import type { Answers, Bridge } from '../../shared/ipc';

/** What the prompt field asks the history for while a person writes. A history that can't be read proposes nothing. */
export interface Recall {
  /** The prompt that was sent so many prompts ago; null before the first. */
  readonly back: (back: number) => Promise<Answers['prompts.walk']>;
  /** The most recent prompt that begins so and goes on, or null. */
  readonly complete: (text: string) => Promise<Answers['prompts.complete']>;
}

/** Asks over that bridge. */
export function createRecall(bridge: Pick<Bridge, 'request'>): Recall {
  return {
    back: async (back) => {
      const answer = await bridge.request('prompts.walk', { back });
      return answer.ok ? answer.data : null;
    },
    complete: async (text) => {
      const answer = await bridge.request('prompts.complete', { text });
      return answer.ok ? answer.data : null;
    },
  };
}
