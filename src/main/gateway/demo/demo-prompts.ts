import type { DemoEnding } from './demo-job';

/** What a special word in a prompt makes the demo gateway do. */
export type DemoEffect =
  /** Refuses the submit. With `times` the same prompt goes through after that many refusals. */
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly body: Readonly<Record<string, unknown>> | string;
      readonly retryAfterSeconds?: number;
      readonly times?: number;
    }
  /** Takes sources inside the request up to that many bytes each. */
  | { readonly kind: 'small-sources'; readonly bytes: number }
  /** Takes sources inside the request only. */
  | { readonly kind: 'no-links' }
  /** Takes the job and makes squares, whatever ratio was asked for. */
  | { readonly kind: 'square' }
  /** Takes the job and lets it end so; `slower` multiplies its duration. */
  | { readonly kind: 'end'; readonly ending: DemoEnding; readonly slower?: number }
  /** Takes the job and cuts the connection instead of answering. */
  | { readonly kind: 'cut' }
  /** Takes the job and answers 202 without an id. */
  | { readonly kind: 'no-id' };

/** One special word of the demo gateway. */
export interface DemoPrompt {
  /** To be put anywhere in a prompt. */
  readonly word: string;
  /** What happens then, for the documentation. */
  readonly does: string;
  readonly effect: DemoEffect;
}

const refuse = (status: number, error: string, message: string): DemoEffect => ({
  kind: 'refuse',
  status,
  body: { error, message },
});
const end = (ending: DemoEnding, slower = 1): DemoEffect => ({ kind: 'end', ending, slower });

/** Every special word: how to see each way that a job can go, without cost. */
export const DEMO_PROMPTS: readonly DemoPrompt[] = [
  {
    word: '[demo:400]',
    does: 'The request is refused as a bad one (400).',
    effect: refuse(400, 'Bad Request', 'The prompt can’t be used (demo).'),
  },
  {
    word: '[demo:401]',
    does: 'The key is refused the first time (401).',
    effect: {
      kind: 'refuse',
      status: 401,
      body: { statusCode: 401, message: 'Access denied due to invalid subscription key (demo).' },
      times: 1,
    },
  },
  {
    word: '[demo:402]',
    does: 'The balance is too low the first time (402); the same prompt goes through after that.',
    effect: {
      kind: 'refuse',
      status: 402,
      body: { error: 'Insufficient Balance', message: 'Your wallet does not have enough balance.' },
      times: 1,
    },
  },
  {
    word: '[demo:403]',
    does: 'The key is not allowed to use the model the first time (403).',
    effect: { kind: 'refuse', status: 403, body: { error: 'Forbidden', message: 'No access (demo).' }, times: 1 },
  },
  {
    word: '[demo:429]',
    does: 'Too many requests the first time (429), to be tried again after 5 seconds.',
    effect: {
      kind: 'refuse',
      status: 429,
      body: { statusCode: 429, message: 'Rate limit is exceeded. Try again in 5 seconds.' },
      retryAfterSeconds: 5,
      times: 1,
    },
  },
  {
    word: '[demo:500]',
    does: 'The gateway breaks down (500): whether it took the job can’t be known.',
    effect: refuse(500, 'Internal Server Error', 'Something went wrong (demo).'),
  },
  {
    word: '[demo:html]',
    does: 'A proxy in between answers with a page (502): whether the job was taken can’t be known.',
    effect: {
      kind: 'refuse',
      status: 502,
      body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
    },
  },
  {
    word: '[demo:small-sources]',
    does: 'Sources of more than 800 kB inside the request are refused (413): smaller ones go out by themselves.',
    effect: { kind: 'small-sources', bytes: 800_000 },
  },
  {
    word: '[demo:no-links]',
    does: 'Links of sources are refused (422): they go out inside the request by themselves.',
    effect: { kind: 'no-links' },
  },
  {
    word: '[demo:square]',
    does: 'The ratio that was asked for is ignored: the images are square.',
    effect: { kind: 'square' },
  },
  { word: '[demo:cut]', does: 'The job is taken and its answer gets lost on the way.', effect: { kind: 'cut' } },
  { word: '[demo:no-id]', does: 'The job is taken and the answer names no request id.', effect: { kind: 'no-id' } },
  { word: '[demo:failed]', does: 'The model fails (FAILED).', effect: end('failed') },
  { word: '[demo:moderated]', does: 'Moderation rejects the prompt (FAILED).', effect: end('moderated') },
  { word: '[demo:error]', does: 'The gateway fails (ERROR, not charged).', effect: end('error') },
  { word: '[demo:empty]', does: 'Completed without any image.', effect: end('empty') },
  { word: '[demo:short]', does: 'Completed with one image fewer than asked for.', effect: end('short') },
  { word: '[demo:lost-media]', does: 'Completed, and no link of an image ever works.', effect: end('lost-media') },
  {
    word: '[demo:late-media]',
    does: 'Completed, and each link fails the first time and works the second.',
    effect: end('late-media'),
  },
  { word: '[demo:slow]', does: 'Takes six times as long.', effect: end('completed', 6) },
  { word: '[demo:stuck]', does: 'Never ends.', effect: end('stuck') },
];

/** The effect of the first special word in the prompt, if there is one. */
export function demoPromptIn(prompt: string): DemoPrompt | undefined {
  return DEMO_PROMPTS.find(({ word }) => prompt.includes(word));
}
