import type { LedgerPeriod } from '../../shared/ledger';
import type { CommandPorts } from './commands';
import { tellExport } from './export-notice';

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
      tellExport(store, 'ledger', `The ledger is in ${result.data.path}`);
    },
  };
}
