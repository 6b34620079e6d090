import type { DeliveryStep } from './delivery';
import type { Model, Size } from './model';

const RATIOS = [
  '2:1',
  '20:9',
  '19.5:9',
  '16:9',
  '4:3',
  '3:2',
  '1:1',
  '2:3',
  '3:4',
  '9:16',
  '9:19.5',
  '9:20',
  '1:2',
] as const;

/** Landscape pixels at 1k that other services of the same models deliver; portrait is the same turned, 2k is twice of it. */
const PIXELS_1K: Readonly<Record<string, Size>> = {
  '2:1': { width: 1408, height: 704 },
  '20:9': { width: 1280, height: 576 },
  '19.5:9': { width: 1248, height: 576 },
  '16:9': { width: 1408, height: 768 },
  '4:3': { width: 1280, height: 896 },
  '3:2': { width: 1296, height: 864 },
  '1:1': { width: 1024, height: 1024 },
};

function pixelTable(scale: number): Record<string, Size> {
  const table: Record<string, Size> = {};
  for (const [ratio, { width, height }] of Object.entries(PIXELS_1K)) {
    const turned = ratio.split(':').reverse().join(':');
    table[ratio] = { width: width * scale, height: height * scale };
    table[turned] = { width: height * scale, height: width * scale };
  }
  return table;
}

/** What other services of the same models accept; unproven here. Four limits inside the request, then the person's bucket. */
const DELIVERY: readonly DeliveryStep[] = [
  { way: 'result', maxSide: 2048, maxBytes: 4_000_000 },
  { way: 'inline', maxSide: 2048, maxBytes: 4_000_000 },
  { way: 'inline', maxSide: 1536, maxBytes: 1_500_000 },
  { way: 'inline', maxSide: 1024, maxBytes: 800_000 },
  { way: 'inline', maxSide: 768, maxBytes: 400_000 },
  { way: 'bucket' },
];

const GROK_IMAGINE_PRO = {
  resolution: { values: ['1k', '2k'], default: '1k' },
  format: { values: ['jpeg', 'png', 'webp'], default: 'jpeg' },
  options: [],
  privateDelivery: true,
  promptLimit: 8000,
  sourceMention: '<IMAGE_{n}>',
  pixels: { '1k': pixelTable(1), '2k': pixelTable(2) },
  likelySeconds: { '1k': 12, '2k': 45 },
  price: { perImage: { '1k': 0.05, '2k': 0.07 }, perSource: 0.01 },
} as const;

/** Every model that Easel knows. The first of a kind is the one a new draft uses. */
export const MODELS: readonly Model[] = [
  {
    ...GROK_IMAGINE_PRO,
    id: 'grok-imagine-pro-text-to-image-quality',
    name: 'Grok Imagine Pro, quality',
    kind: 'generation',
    submitPath: '/grok-imagine-pro-text-to-image-quality/v1/grok-imagine-pro-text-to-image-quality-request',
    sources: { min: 0, max: 0 },
    delivery: [],
    count: { min: 1, max: 4, default: 1 },
    aspectRatio: { values: RATIOS, default: '1:1' },
  },
  {
    ...GROK_IMAGINE_PRO,
    id: 'grok-imagine-pro-edit-quality',
    name: 'Grok Imagine Pro edit, quality',
    kind: 'edit',
    submitPath: '/grok-imagine-pro-edit-quality/v1/grok-imagine-pro-edit-quality-request',
    sources: { min: 1, max: 3 },
    delivery: DELIVERY,
    count: { min: 1, max: 5, default: 1 },
    aspectRatio: { values: ['auto', ...RATIOS], default: 'auto' },
  },
];

/** The gateway that the seed documents. */
export const DEFAULT_GATEWAY = 'https://gateway.pixazo.ai';
/** Stands for the demo gateway inside the app. The name can't exist on any network, so nothing can leave for it by mistake. */
export const DEMO_GATEWAY = 'https://demo.easel.invalid';
/** Path of the status endpoint below the gateway's origin; the request id follows it. */
export const STATUS_PATH = '/v2/requests/status/';
/** Where a person finds keys and balance. Likely, not documented. */
export const GATEWAY_CONSOLE = 'https://api-console.pixazo.ai/dashboard';

/** The model of that id, or undefined for one that this version does not know. */
export function findModel(models: readonly Model[], id: string): Model | undefined {
  return models.find((model) => model.id === id);
}

/** The model that a new draft of that kind starts with. Throws when the registry has none: a mistake of the program. */
export function defaultModel(models: readonly Model[], kind: Model['kind']): Model {
  const model = models.find((candidate) => candidate.kind === kind);
  if (!model) throw new Error(`The model registry has no ${kind} model.`);
  return model;
}
