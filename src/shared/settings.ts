import { z } from 'zod';
import { Bucket, DeliveryChoice } from './delivery';
import { Webhook } from './webhook';

/** A price row as a person may correct it, in US dollars. */
export const Price = z.strictObject({
  perImage: z.record(z.string(), z.number().min(0).max(1000)),
  perSource: z.number().min(0).max(1000),
});

/** Which gateway serves: none chosen yet (the welcome panel shows), the demo inside the app, or a real one. */
export const GatewayChoice = z.enum(['none', 'demo', 'live']);
/** See the schema of the same name. */
export type GatewayChoice = z.infer<typeof GatewayChoice>;

/** How Easel reaches the network. The password of a proxy lies in the keychain. */
export const Proxy = z.discriminatedUnion('mode', [
  /** What the system says, PAC files and automatic discovery included. */
  z.strictObject({ mode: z.literal('system') }),
  /** No proxy, whatever the system says. */
  z.strictObject({ mode: z.literal('direct') }),
  /** The PAC file at that address. */
  z.strictObject({ mode: z.literal('pac'), url: z.string().max(2000) }),
  /** One proxy for everything: `http://host:port` or `https://host:port`, and the user name where it asks for one. */
  z.strictObject({ mode: z.literal('manual'), address: z.string().max(2000), user: z.string().max(200) }),
]);
/** See the schema of the same name. */
export type Proxy = Readonly<z.infer<typeof Proxy>>;

/** Everything a person can set, without the key, which lives in the keychain. */
export const Settings = z.strictObject({
  gateway: GatewayChoice,
  /** Origin of the live gateway, such as `https://gateway.pixazo.ai`. */
  gatewayAddress: z.string(),
  /** Folder of the library; null is the system's pictures folder. */
  libraryFolder: z.string().nullable(),
  theme: z.enum(['system', 'dark', 'light']),
  /** Days that images stay in the trash; null keeps them until it is emptied. */
  trashDays: z.int().min(1).max(3650).nullable(),
  /** Submits on their way at one time. */
  concurrency: z.int().min(1).max(8),
  /** Corrections of the price data, by model id. */
  prices: z.record(z.string(), Price),
  /** The person has paused the queue. */
  paused: z.boolean(),
  /** Whom the gateway tells of the end of each request, unless a submit says otherwise. */
  webhook: Webhook.nullable(),
  /** A native notification when work finishes out of sight. */
  notifications: z.boolean(),
  /** Progress and a count of what is left on the dock or taskbar. */
  showProgress: z.boolean(),
  proxy: Proxy,
  /** The name in the company certificate that is trusted beside the system's, or null. The file lies in user data. */
  certificate: z.string().nullable(),
  /** Null is what the platform does by itself; see `checksSpelling`. */
  spellCheck: z.boolean().nullable(),
  /** How sources are sent, by model id; `auto` for those that are not in it. */
  delivery: z.record(z.string(), DeliveryChoice),
  /** Where sources are put that are not sent inside the request; null is nowhere. */
  bucket: Bucket.nullable(),
});
/** See the schema of the same name. */
export type Settings = Readonly<z.infer<typeof Settings>>;

/** The settings that the window may change directly; the rest asks the person in a native dialog first. */
export const SettingsChange = Settings.pick({
  theme: true,
  trashDays: true,
  concurrency: true,
  prices: true,
  webhook: true,
  notifications: true,
  showProgress: true,
  spellCheck: true,
  delivery: true,
}).partial();
/** See the schema of the same name. */
export type SettingsChange = Readonly<z.infer<typeof SettingsChange>>;
