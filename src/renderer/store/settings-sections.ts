/** The parts of the settings, from the top. */
export const SETTINGS_SECTIONS = [
  ...(['Connection', 'Network', 'Webhook', 'Sources', 'Queue', 'Notifications', 'Library', 'Prices'] as const),
  ...(['Writing', 'Appearance'] as const),
];
/** See the list of the same meaning. */
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];
