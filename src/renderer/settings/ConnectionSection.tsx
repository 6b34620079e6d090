import { useState } from 'react';
import { settingsCommands, useStudioFields } from '../store/studio';
import { Segmented } from '../ui/Segmented';
import { GatewayField } from './GatewayField';
import { KeyField } from './KeyField';
import styles from './Settings.module.css';

const CHOICES = ['demo', 'live'] as const;

/** Which gateway serves, its key and its address. */
export function ConnectionSection() {
  const { gateway, address } = useStudioFields((state) => ({
    gateway: state.settings.gateway,
    address: state.settings.gatewayAddress,
  }));
  const [fault, setFault] = useState<string | null>(null);
  const choose = async (choice: 'demo' | 'live' | ''): Promise<void> => {
    setFault(choice === 'demo' ? await settingsCommands.chooseDemo() : await settingsCommands.chooseGateway(address));
  };
  return (
    <>
      <div className={styles.line}>
        <Segmented<'demo' | 'live' | ''>
          label="Gateway"
          values={CHOICES}
          value={gateway === 'none' ? '' : gateway}
          text={(choice) => (choice === 'demo' ? 'Demo' : 'Live')}
          onChange={(choice) => void choose(choice)}
        />
        <p className={styles.hint}>
          {gateway === 'demo'
            ? 'No key, no network, no cost. Images are synthetic.'
            : gateway === 'live'
              ? 'Requests are sent with your key and paid by you.'
              : 'Nothing is sent before you choose.'}
        </p>
      </div>
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      <KeyField />
      <GatewayField key={address} address={address} />
    </>
  );
}
