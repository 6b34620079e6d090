import { TriangleAlert } from 'lucide-react';
import type { DraftFault } from '../store/draft';
import styles from './Composer.module.css';

/** The id of the element that says what is wrong with a field, for aria-describedby. */
export function faultId(field: DraftFault['field']): string {
  return `easel-fault-${field}`;
}

/** What keeps the draft from being sent, said beside the fields that it is about. */
export function Faults({ faults }: Readonly<{ faults: readonly DraftFault[] }>) {
  if (faults.length === 0) return null;
  return (
    <div className={styles.faults} role="alert">
      {faults.map((fault) => (
        <p key={fault.field} id={faultId(fault.field)}>
          <TriangleAlert size={13} aria-hidden />
          {fault.field === 'webhook' ? `Webhook: ${fault.message}` : fault.message}
        </p>
      ))}
    </div>
  );
}
