import { useState } from 'react';
import { settingsCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import styles from './Settings.module.css';

/** The certificate of a company's authority, trusted beside the system's. Main asks back natively. */
export function CertificateLine() {
  const certificate = useStudio((state) => state.settings.certificate);
  const [fault, setFault] = useState<string | null>(null);
  return (
    <div className={styles.block} role="group" aria-label="Company certificate">
      <p className={styles.label}>Company certificate</p>
      <div className={styles.line}>
        <p className={styles.grow}>{certificate ?? <span className={styles.quiet}>None</span>}</p>
        <Button size="small" onClick={() => void settingsCommands.chooseCertificate().then(setFault)}>
          Choose…
        </Button>
        {certificate !== null && (
          <Button size="small" onClick={() => void settingsCommands.removeCertificate().then(setFault)}>
            Remove
          </Button>
        )}
      </div>
      {fault === null ? (
        <p className={styles.hint}>
          For networks that look into their own traffic. Trusted beside the system’s, for Easel alone.
        </p>
      ) : (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
