import { pick, type Random } from '../src/main/gateway/demo/paint/random';

const SUBJECTS = words(`harbour lighthouse fox bowl cabin tram ferry orchard teapot violin chair glacier market library
  bakery heron bicycle greenhouse staircase lantern whale kite typewriter bridge pagoda cathedral workshop orchid raven
  windmill caravan observatory piano mask compass sailboat waterfall robot dancer astronaut barista fisherman florist
  carpenter swimmer gardener potter tailor beekeeper clockmaker portrait skyline bottle sneaker watch perfume poster
  logo icon pattern tile mosaic label packaging booklet chessboard aquarium carousel terrace balcony courtyard`);
const QUALITIES =
  words(`golden quiet weathered paper ceramic speckled woven brushed frosted glazed crimson emerald cobalt
  ivory amber pale velvet copper rusted translucent mirrored folded hand-painted embroidered minimal baroque brutalist
  overgrown abandoned floating miniature giant symmetrical isometric knitted wooden marble neon misty rainy snowy dusty`);
const PLACES = words(`quay desk linen valley rooftop alley meadow dune forest kitchen studio platform attic shore garden
  street canal stage hall window corridor cliff island cellar field pier hangar plaza tunnel ridge lagoon riverbank`);
const LIGHTS = words(`dawn dusk noon midnight backlight candlelight moonlight overcast sunset twilight softbox spotlight
  lamplight storm haze fog drizzle aurora fireflies embers rays shadows reflections bokeh grain bloom contrast`);
const STYLES = words(`photograph watercolour gouache linocut etching render blueprint collage fresco pastel charcoal ink
  risograph woodcut cinematic editorial documentary macro aerial panorama still-life product fashion architecture film
  polaroid cyanotype daguerreotype pixel-art low-poly papercut stained-glass art-deco bauhaus ukiyo-e impressionist`);
const OPTICS = words(`24mm 35mm 50mm 85mm 135mm f/1.4 f/2.8 f/8 4k 8k hdr medium-format tilt-shift kodachrome portra
  velvia tri-x fisheye telephoto`);
const JOINTS = words('on in above below beside behind under through across near with without against inside among');
const SYLLABLES = words('ka lo mi ren dor vel sa tri no bel quo fen ar is un tha ple gor wy zen');
const UNSPACED = [
  ...['夜明けの港と小さな船', '霧の中の灯台、長い影', '金色の粒子が舞う部屋', '雪の山道を歩く狐', '古い図書館の窓辺'],
  ...['红色小屋在森林边缘', '清晨的海港，静止的船', '陶瓷碗放在亚麻布上', '城市夜景，霓虹倒影', '水墨风格的山谷'],
  ...['한밤의 도시와 네온사인', '안개 낀 소나무 계곡', 'ประภาคารริมทะเลยามเย็น'],
];

/** Tags as designers give them. */
export const TAGS: readonly string[] =
  words(`hero banner icon cover thumbnail mood client-a client-b client-c spring summer
  autumn winter campaign draft final print web social story logo texture background portrait landscape product food
  architecture fashion warm cold dark bright minimal busy red blue green gold monochrome reference retouch upscale
  alternate approved rejected shortlist homepage newsletter packaging poster booklet keynote palette type pattern`);

/** A prompt of some twenty words; common words come often, some in thousands only once, and a few have no spaces. */
export function madePrompt(random: Random): string {
  if (random() < 0.05) return `${pick(UNSPACED, random)}${random() < 0.5 ? '' : `, ${often(STYLES, random)}`}`;
  const parts = [`${often(QUALITIES, random)} ${often(SUBJECTS, random)}`];
  const clauses = 2 + Math.floor(random() * 5);
  for (let clause = 0; clause < clauses; clause += 1) {
    parts.push(
      `${pick(JOINTS, random)} the ${often(QUALITIES, random)} ${often(PLACES, random)}`,
      `, ${often(LIGHTS, random)}`,
    );
  }
  parts.push(`, ${often(STYLES, random)}`, `, ${often(OPTICS, random)}`);
  if (random() < 0.2) parts.push(`, for ${madeName(random)}`);
  const text = parts.join(' ').replaceAll(' ,', ',');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A made-up name, one of some thousands. */
export function madeName(random: Random): string {
  return `${pick(SYLLABLES, random)}${pick(SYLLABLES, random)}${pick(SYLLABLES, random)}`;
}

/** The first ones often, the last ones seldom. */
function often(items: readonly string[], random: Random): string {
  return items[Math.floor(items.length * random() ** 2)] ?? '';
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
