import { settingsCommands, useStudio } from '../store/studio';
import { Segmented } from '../ui/Segmented';

const THEMES = ['system', 'dark', 'light'] as const;
const NAMES = { system: 'System', dark: 'Dark', light: 'Light' } as const;

/** How Easel looks. */
export function AppearanceSection() {
  const theme = useStudio((state) => state.settings.theme);
  return (
    <>
      <div>
        <Segmented
          label="Theme"
          values={THEMES}
          value={theme}
          text={(value) => NAMES[value]}
          onChange={(value) => void settingsCommands.change({ theme: value })}
        />
      </div>
    </>
  );
}
