import type { Job } from '../../shared/job';
import type { Problem } from '../../shared/problem';

/** Bad request, too large, and not to be processed: answers of a gateway that took nothing. */
const OF_SOURCES: readonly (number | null)[] = [400, 413, 422];

/** Moderation is about what a picture shows: it shows the same at any size, and asking again would look like a dodge. */
const OF_CONTENT = new RegExp(
  [
    ...['moderat\\w*', 'safety', 'nsfw', 'nud(?:e|ity)', 'sexual\\w*', 'violen(?:t|ce)', 'inappropriate', 'flagged'],
    ...['prohibited content', 'content (?:is )?not allowed', '(?:image|request|content) (?:was|is|has been) blocked'],
    ...['content[ _-]?(?:policy|filter\\w*|violation)', 'policy violation'],
    ...['use policy', 'usage (?:polic|guideline)\\w*'],
  ]
    .map((words) => `\\b${words}\\b`)
    .join('|'),
  'i',
);
/** Names of the fields that are no sources, as the API documents them, and words for the prompt. */
const OF_FIELDS =
  /\b(prompts?|num_images|aspect[ _-]ratio|output_format|sync_mode|webhook|x-webhook-\w+|model|resolution must)\b/i;
/** With one of these, a sentence that also names a field may still be about a source. */
const OF_PICTURES =
  /\b(image_urls?|images?|sources?|urls?|uris?|data[ :-]ur[il]|base64|payload|body|pixels|bytes|[km]i?b|too large|size)\b/i;

/**
 * Whether a refused job may be sent again with its sources delivered in another way. Nothing was accepted, so it costs
 * nothing; a refusal that clearly is about something else is final all the same: no delivery would mend it. What says
 * neither is taken to be about the sources, since services of this kind answer a picture that is too large with a bare 400.
 */
export function mayStepDown({ recipe }: Pick<Job, 'recipe'>, { code, httpStatus, message }: Problem): boolean {
  if (recipe.sourceIds.length === 0 || code !== 'bad-request' || !OF_SOURCES.includes(httpStatus)) return false;
  if (httpStatus === 413) return true;
  if (OF_CONTENT.test(message)) return false;
  return !OF_FIELDS.test(message) || OF_PICTURES.test(message);
}

/** What is said of a job that goes out again, with the gateway's words on why. */
export function stepDownProblem(problem: Problem): Problem {
  return { ...problem, message: `${problem.message} Its sources go out in another way now.` };
}
