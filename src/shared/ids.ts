import { z } from 'zod';

/** Identifies one job on this machine for ever. Made by main, never by the gateway. */
export const JobId = z
  .string()
  .regex(/^job_[0-9a-z]{20}$/)
  .brand<'JobId'>();
/** See the schema of the same name. */
export type JobId = z.infer<typeof JobId>;

/** Identifies one image of the library; also the name under which `easel://image/ID` serves it. */
export const ImageId = z
  .string()
  .regex(/^img_[0-9a-z]{20}$/)
  .brand<'ImageId'>();
/** See the schema of the same name. */
export type ImageId = z.infer<typeof ImageId>;

/** Identifies a collection of images in the library. */
export const CollectionId = z
  .string()
  .regex(/^col_[0-9a-z]{20}$/)
  .brand<'CollectionId'>();
/** See the schema of the same name. */
export type CollectionId = z.infer<typeof CollectionId>;

/** Identifies a smart collection: a saved query. */
export const SmartId = z
  .string()
  .regex(/^smt_[0-9a-z]{20}$/)
  .brand<'SmartId'>();
/** See the schema of the same name. */
export type SmartId = z.infer<typeof SmartId>;

/**
 * Names one press of Generate. The composer makes it, main keeps it unique: a double click,
 * a repeated Enter or a replayed message returns the job that the first one made.
 */
export const IntentId = z
  .string()
  .regex(/^intent_[0-9a-z]{20}$/)
  .brand<'IntentId'>();
/** See the schema of the same name. */
export type IntentId = z.infer<typeof IntentId>;

/** Identifies one tab of the composer. */
export const DraftId = z
  .string()
  .regex(/^drf_[0-9a-z]{20}$/)
  .brand<'DraftId'>();
/** See the schema of the same name. */
export type DraftId = z.infer<typeof DraftId>;

/** Identifies a template of prompts. */
export const TemplateId = z
  .string()
  .regex(/^tpl_[0-9a-z]{20}$/)
  .brand<'TemplateId'>();
/** See the schema of the same name. */
export type TemplateId = z.infer<typeof TemplateId>;

/** Names one press of Generate that made several jobs; made by the composer. */
export const BatchId = z
  .string()
  .regex(/^bat_[0-9a-z]{20}$/)
  .brand<'BatchId'>();
/** See the schema of the same name. */
export type BatchId = z.infer<typeof BatchId>;

/** The number of a prompt in the history of this machine. */
export const PromptId = z.int().positive().brand<'PromptId'>();
/** See the schema of the same name. */
export type PromptId = z.infer<typeof PromptId>;
