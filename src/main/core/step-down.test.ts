import { describe, expect, it } from 'vitest';
import { ImageId } from '../../shared/ids';
import { defaultModel, MODELS } from '../../shared/models';
import { emptyRecipe } from '../../shared/recipe-rules';
import { mayStepDown } from './step-down';

const recipe = { ...emptyRecipe(defaultModel(MODELS, 'edit')), sourceIds: [ImageId.parse(`img_${'a'.repeat(20)}`)] };
const may = (message: string, httpStatus = 400): boolean =>
  mayStepDown({ recipe }, { code: 'bad-request', message, httpStatus });

describe('a refusal', () => {
  it.each([
    'The gateway refused the request: blocked by content moderation',
    'The image was flagged as inappropriate.',
    'Nudity is prohibited.',
    'The request contains prohibited content.',
    'image_urls[0]: content not allowed',
    'This picture violates our usage guidelines.',
    'Rejected under our acceptable use policy.',
    'Sexual or violent images are refused.',
    'The image was blocked.',
  ])('of what a picture shows is final, since it shows the same at any size: %s', (message) => {
    expect(may(message)).toBe(false);
    expect(may(message, 422)).toBe(false);
  });

  it.each([
    'The gateway refused the request (HTTP 400).',
    'image_urls[0] is not a valid URL',
    'The image violates the size limit of 4 MB.',
    'Invalid image content',
    'data URIs are not allowed, give a public link',
    'could not be fetched',
    'The prompt or an image is too large',
  ])('of how a picture came lets it come in another way: %s', (message) => {
    expect(may(message)).toBe(true);
  });

  it.each(['prompt must not be empty', 'num_images must be at most 4', 'resolution must be one of 1k, 2k'])(
    'of another field is final: %s',
    (message) => {
      expect(may(message)).toBe(false);
    },
  );
});
