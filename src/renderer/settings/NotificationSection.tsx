import { useState } from 'react';
import type { AppState } from '../../shared/app-state';
import type { SettingsChange } from '../../shared/settings';
import { settingsCommands, useStudioFields } from '../store/studio';
import { Switch } from '../ui/Switch';
import styles from './Settings.module.css';

const PROGRESS: Readonly<Record<AppState['platform'], string>> = {
  darwin: 'Show progress on the Dock',
  win32: 'Show progress on the taskbar',
  linux: 'Show progress on the dock or taskbar',
};

/** How Easel is heard of while it is not looked at. Both are off until a person wants them. */
export function NotificationSection() {
  const { notifications, showProgress, platform } = useStudioFields((state) => ({
    notifications: state.settings.notifications,
    showProgress: state.settings.showProgress,
    platform: state.platform,
  }));
  const [fault, setFault] = useState<string | null>(null);
  const change = async (changed: SettingsChange): Promise<void> => setFault(await settingsCommands.change(changed));
  return (
    <>
      <Switch
        label="Tell me when work finishes out of sight"
        hint="A click on the notification opens the image."
        checked={notifications}
        onChange={(on) => void change({ notifications: on })}
      />
      <Switch
        label={PROGRESS[platform]}
        hint={
          platform === 'linux'
            ? 'With a count of what is on its way, where the desktop can show it.'
            : 'With a count of what is on its way.'
        }
        checked={showProgress}
        onChange={(on) => void change({ showProgress: on })}
      />
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </>
  );
}
