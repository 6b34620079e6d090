import type { BatchId, IntentId, JobId } from '../../shared/ids';
import type { Job, JobGateway } from '../../shared/job';
import type { Model } from '../../shared/model';
import { findModel } from '../../shared/models';
import { cleanPrompt } from '../../shared/prompt-text';
import type { Recipe, SourceChoice } from '../../shared/recipe';
import { estimatePrice, type PriceTable, recipeFaults } from '../../shared/recipe-rules';
import { RequestError } from '../../shared/result';
import { sourceLinkFault } from '../../shared/source-link';
import type { Webhook, WebhookChoice } from '../../shared/webhook';
import { webhookFault } from '../../shared/webhook-rules';
import type { Clock, ImageArchive } from './ports';

/** What a new job is made from. Settings are asked for at the moment they are needed. */
export interface NewJobPorts {
  readonly clock: Clock;
  readonly newId: () => JobId;
  readonly models: readonly Model[];
  readonly archive: Pick<ImageArchive, 'has'>;
  readonly settings: () => {
    readonly gateway: JobGateway | null;
    readonly prices: PriceTable;
    readonly webhook: Webhook | null;
  };
}

/** What a job is to be made of. `profile` means the webhook of the settings, which is not for the demo. */
export interface JobOrder {
  readonly intentId: IntentId;
  /** Null for one alone. */
  readonly batchId: BatchId | null;
  readonly recipe: Recipe;
  readonly webhook: WebhookChoice;
}

/** The job of an intent, as it is to be stored. Throws `invalid` with the composer's field when it can't be sent. */
export function newJob(ports: NewJobPorts, order: JobOrder): Job {
  const { intentId, batchId, recipe } = order;
  const settings = ports.settings();
  const { gateway } = settings;
  if (!gateway) throw new RequestError('invalid', 'Choose a gateway first: paste a key or use the demo.', 'model');
  const model = knownModel(ports.models, recipe);
  if (!recipe.sourceIds.every((id) => ports.archive.has(id))) {
    throw new RequestError('invalid', 'A source image is no longer in the library. Remove it.', 'sources');
  }
  return {
    status: 'queued',
    id: ports.newId(),
    intentId,
    batchId,
    createdAt: ports.clock.now(),
    recipe: withOwnChoices(recipe),
    gateway,
    estimate: estimatePrice(model, recipe, settings.prices),
    webhook: chosenWebhook(order.webhook, gateway.kind === 'demo' ? null : settings.webhook),
    tries: 0,
    notBefore: 0,
    problem: null,
  };
}

/** The recipe with choices of its own sources only: those of removed ones stay in a draft, and say nothing of this job. */
function withOwnChoices({ sourceChoices = {}, ...recipe }: Recipe): Recipe {
  const own = [...new Set(recipe.sourceIds)].flatMap((id) => {
    const choice = sourceChoices[id];
    if (!choice || (choice.crop === null && choice.link === null)) return [];
    const fault = choice.link === null ? null : sourceLinkFault(choice.link);
    if (fault !== null) throw new RequestError('invalid', fault, 'sources');
    // A link leads to the whole picture: a crop beside it would be said and not sent.
    const own: SourceChoice =
      choice.link === null ? { crop: choice.crop, link: null } : { crop: null, link: choice.link.trim() };
    return [[id, own] as const];
  });
  return own.length === 0 ? recipe : { ...recipe, sourceChoices: Object.fromEntries(own) };
}

/** The webhook of the choice; the profile's own is no business of the demo's. */
function chosenWebhook(choice: WebhookChoice, profile: Webhook | null): Webhook | null {
  const webhook = choice === 'profile' ? profile : choice === 'none' ? null : choice;
  const fault = webhook === null ? null : webhookFault(webhook.url);
  if (fault !== null) throw new RequestError('invalid', fault, 'webhook');
  return webhook;
}

/** The model of the recipe. Throws `invalid` with the composer's field when the recipe can't be sent. */
function knownModel(models: readonly Model[], recipe: Recipe): Model {
  const model = findModel(models, recipe.modelId);
  if (!model) throw new RequestError('invalid', 'This version of Easel does not know that model.', 'model');
  if (cleanPrompt(recipe.prompt).text !== recipe.prompt) {
    throw new RequestError('invalid', 'The prompt holds characters that can’t be sent. Take them out.', 'prompt');
  }
  const fault = recipeFaults(model, recipe)[0];
  if (fault) throw new RequestError('invalid', fault.message, fault.field);
  return model;
}
