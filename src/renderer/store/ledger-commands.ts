import type { LedgerPeriod } from '../../shared/ledger';
import type { CommandPorts } from './commands';

/** One standing sentence about the last export: a second export replaces it. */
const EXPORT_NOTICE = 'window:ledger-export';

/** Builds them over their ports. */
export function createLedgerCommands({ bridge, store }: Pick<CommandPorts, 'bridge' | 'store'>) {
  return {
    /** Asks main to add the ledger up anew. The one before stays when it can't be had, beside the reason. */
    async read(by: LedgerPeriod): Promise<void> {
      const result = await bridge.request('ledger.read', { by });
      if (!result.ok) store.setState({ ledgerFault: result.error.message });
      else store.setState(({ ledgers }) => ({ ledgers: { ...ledgers, [by]: result.data }, ledgerFault: null }));
    },

    /** Writes the ledger as CSV where the person says, and says where that is. */
    async exportCsv(): Promise<void> {
      const result = await bridge.request('ledger.export', undefined);
      if (!result.ok) {
        if (result.error.code !== 'cancelled') store.getState().say(result.error.message, 'alert');
        return;
      }
      const notice = { id: EXPORT_NOTICE, tone: 'info', message: `The ledger is in ${result.data.path}` } as const;
      store.setState(({ ownNotices }) => ({
        ownNotices: [...ownNotices.filter(({ id }) => id !== EXPORT_NOTICE), notice],
      }));
    },
  };
}
