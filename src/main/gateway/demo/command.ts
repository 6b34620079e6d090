// What `npm run gateway` needs, as one entry to build.
export { DEMO_PROMPTS } from './demo-prompts';
export { DEMO_KEY, startDemoServer } from './server';
export { createWorkerPainter } from './worker-painter';
