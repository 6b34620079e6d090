import type { Studio } from '../store/store';

/** True while no gateway can be asked for anything and there is nothing to look at: the welcome panel shows. */
export function isFirstStart(state: Pick<Studio, 'settings' | 'key' | 'columns' | 'jobs'>): boolean {
  if (state.settings.gateway === 'none') return true;
  const nothingYet = state.columns?.length === 0 && state.jobs.length === 0;
  return state.settings.gateway === 'live' && state.key.status === 'none' && nothingYet;
}
