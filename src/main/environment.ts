import { resolve } from 'node:path';
import { gatewayOrigin } from '../shared/gateway-address';

/** What whoever started Easel gave it from outside. It needs no confirmation and can't be changed in the settings. */
export interface Environment {
  readonly gatewayOrigin: string | null;
  readonly libraryFolder: string | null;
  /** How many times faster than life the demo gateway, or the one given, works; for tests and screenshots. */
  readonly demoSpeed: number;
}

/** Reads the environment. Throws with one clear sentence when a value can't be used. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const { EASEL_GATEWAY_URL, EASEL_LIBRARY_DIR, EASEL_DEMO_SPEED } = variables;
  const speed = Number(EASEL_DEMO_SPEED || '1');
  if (!Number.isFinite(speed) || speed <= 0) throw new Error('EASEL_DEMO_SPEED must be a number above 0.');
  const libraryFolder = EASEL_LIBRARY_DIR ? resolve(EASEL_LIBRARY_DIR) : null;
  return { gatewayOrigin: originOf(EASEL_GATEWAY_URL), libraryFolder, demoSpeed: speed };
}

function originOf(address: string | undefined): string | null {
  if (address === undefined || address === '') return null;
  const parsed = gatewayOrigin(address);
  if ('fault' in parsed) throw new Error(`EASEL_GATEWAY_URL can’t be used. ${parsed.fault}`);
  return parsed.origin;
}
