import type { LibraryImage } from '../../shared/image';
import { MODELS } from '../../shared/models';
import type { Recipe } from '../../shared/recipe';

const SOURCE_TYPES = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
const NAMESPACES: Readonly<Record<string, string>> = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  easel: 'urn:easel:xmp:1/',
};
/** Of a prompt that is too long to be kept whole. */
const CUT_PROMPT = 8000;

/** What an export says of how an image was made, in the words of Easel. */
export interface MadeHow {
  readonly imageId: string;
  readonly jobId: string | null;
  readonly requestId: string | null;
  readonly outputIndex: number | null;
  /** Images of the library that it was edited from. */
  readonly sourceIds: readonly string[];
  /** True for pictures of the demo gateway. */
  readonly synthetic: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Of the original's bytes. */
  readonly sha256: string;
  readonly recipe: LibraryImage['recipe'];
}

/** What is said of an image of the library. */
export function madeHow(image: LibraryImage): MadeHow {
  const { origin, recipe } = image;
  return {
    imageId: image.id,
    jobId: origin?.jobId ?? null,
    requestId: origin?.requestId ?? null,
    outputIndex: origin?.outputIndex ?? null,
    sourceIds: recipe?.sourceIds ?? [],
    synthetic: origin?.synthetic ?? false,
    createdAt: new Date(image.createdAt).toISOString(),
    sha256: image.sha256,
    recipe: recipe && withoutLinks(recipe),
  };
}

/** A link that the person typed may be known to few: it says nothing of the picture that others need. */
function withoutLinks({ sourceChoices, ...recipe }: Recipe): Recipe {
  const cropped = Object.entries(sourceChoices ?? {}).filter(([, { crop }]) => crop !== null);
  if (cropped.length === 0) return recipe;
  return { ...recipe, sourceChoices: Object.fromEntries(cropped.map(([id, { crop }]) => [id, { crop, link: null }])) };
}

/**
 * An XMP packet, in UTF-8 at most `most` bytes long: prompt, tags and stars where every program looks for them, the IPTC's
 * fields for generated media, and the whole recipe under a name of Easel's own. What would not fit says less of the
 * prompt, which is there several times. Only for images with a recipe.
 */
export function recipeXmp(image: LibraryImage, most: number): Buffer {
  const prompt = image.recipe?.prompt ?? '';
  const amounts: readonly Amount[] = [
    { description: prompt, information: prompt, inRecipe: true },
    { description: prompt, information: prompt, inRecipe: false },
    { description: prompt, information: null, inRecipe: false },
  ];
  for (const amount of amounts) {
    const bytes = packet(image, amount);
    if (bytes.length <= most) return bytes;
  }
  return packet(image, { description: `${prompt.slice(0, CUT_PROMPT)}…`, information: null, inRecipe: false });
}

interface Amount {
  readonly description: string;
  readonly information: string | null;
  readonly inRecipe: boolean;
}

function packet(image: LibraryImage, { description, information, inRecipe }: Amount): Buffer {
  const made = madeHow(image);
  const recipe = inRecipe || !made.recipe ? made.recipe : { ...made.recipe, prompt: undefined };
  const isReal = !made.synthetic;
  const model = MODELS.find(({ id }) => id === image.recipe?.modelId)?.name ?? image.recipe?.modelId ?? null;
  const properties = [
    alternatives('dc:description', description),
    list('dc:subject', image.tags),
    text('xmp:CreatorTool', 'Easel'),
    text('xmp:CreateDate', made.createdAt),
    image.stars > 0 ? text('xmp:Rating', String(image.stars)) : '',
    text('Iptc4xmpExt:DigitalSourceType', SOURCE_TYPES + sourceType(image)),
    isReal && model !== null ? text('Iptc4xmpExt:AISystemUsed', model) : '',
    isReal && information !== null ? text('Iptc4xmpExt:AIPromptInformation', information) : '',
    text('easel:ImageId', made.imageId),
    made.jobId === null ? '' : text('easel:JobId', made.jobId),
    made.requestId === null ? '' : text('easel:RequestId', made.requestId),
    list('easel:SourceIds', made.sourceIds),
    text('easel:Recipe', JSON.stringify({ ...made, recipe })),
  ];
  const names = Object.entries(NAMESPACES).map(([name, address]) => ` xmlns:${name}="${address}"`);
  const lines = [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `<rdf:Description rdf:about=""${names.join('')}>`,
    ...properties.filter((property) => property !== ''),
    '</rdf:Description>',
    '</rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="r"?>',
  ];
  return Buffer.from(lines.join('\n'));
}

/** By the IPTC's words for where a picture comes from. The demo gateway draws by rules, without a trained model. */
function sourceType({ kind, origin }: LibraryImage): string {
  const isEdit = kind === 'edit';
  if (origin?.synthetic === true) return isEdit ? 'compositeSynthetic' : 'algorithmicMedia';
  return isEdit ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia';
}

function text(name: string, value: string): string {
  return `<${name}>${escaped(value)}</${name}>`;
}

function alternatives(name: string, value: string): string {
  return `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(value)}</rdf:li></rdf:Alt></${name}>`;
}

function list(name: string, values: readonly string[]): string {
  if (values.length === 0) return '';
  const items = values.map((value) => `<rdf:li>${escaped(value)}</rdf:li>`);
  return `<${name}><rdf:Bag>${items.join('')}</rdf:Bag></${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** As text of an XML element; characters that XML can't hold become the sign for that. */
function escaped(value: string): string {
  // eslint-disable-next-line no-control-regex
  const held = value.replace(/\p{Cs}/gu, '\ufffd').replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
  return held.replace(/[&<>"\r]/g, (sign) => ENTITIES[sign] ?? sign);
}
