import { z } from 'zod';

/** A price row as a person may correct it, in US dollars. */
export const Price = z.strictObject({
  perImage: z.record(z.string(), z.number().min(0).max(1000)),
  perSource: z.number().min(0).max(1000),
});

/** Which gateway serves: none chosen yet (the welcome panel shows), the demo inside the app, or a real one. */
export const GatewayChoice = z.enum(['none', 'demo', 'live']);
/** See the schema of the same name. */
export type GatewayChoice = z.infer<typeof GatewayChoice>;

/** Everything a person can set, without the key, which lives in the keychain. */
export const Settings = z.strictObject({
  gateway: GatewayChoice,
  /** Origin of the live gateway, such as `https://gateway.pixazo.ai`. */
  gatewayAddress: z.string(),
  /** Folder of the library; null is the system's pictures folder. */
  libraryFolder: z.string().nullable(),
  theme: z.enum(['system', 'dark', 'light']),
  /** Submits on their way at one time. */
  concurrency: z.int().min(1).max(8),
  /** Corrections of the price data, by model id. */
  prices: z.record(z.string(), Price),
});
/** See the schema of the same name. */
export type Settings = Readonly<z.infer<typeof Settings>>;

/** The settings that the window may change directly; the rest asks the person in a native dialog first. */
export const SettingsChange = Settings.pick({ theme: true, concurrency: true, prices: true }).partial();
/** See the schema of the same name. */
export type SettingsChange = Readonly<z.infer<typeof SettingsChange>>;
