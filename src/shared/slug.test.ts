import { describe, expect, it } from 'vitest';
import { slug } from './slug';

describe('slug', () => {
  it.each([
    { title: '../../etc/passwd', is: 'etc passwd' },
    { title: 'C:\\Windows\\system32', is: 'C Windows system32' },
    { title: 'a "fox": <red>|?*', is: 'a fox red' },
    { title: 'line\nbreak\ttab\u0000nul', is: 'line break tab nul' },
    { title: 'right\u202eto left\u200b', is: 'right to left' },
    { title: ' . .hidden. . ', is: 'hidden' },
    { title: 'CON', is: 'CON' },
    { title: '...', is: 'untitled' },
    { title: '', is: 'untitled' },
    { title: 'Cafe\u0301', is: 'Caf\u00e9' },
    { title: '金色の粒子', is: '金色の粒子' },
    { title: '\ud83e', is: 'untitled' },
    {
      title: 'golden particles bursting outward from a dark centre, soft grain',
      is: 'golden particles bursting outward from a dark centre, soft',
    },
    { title: `${'a'.repeat(30)} ${'b'.repeat(40)}`, is: `${'a'.repeat(30)} ${'b'.repeat(29)}` },
    { title: `${'a'.repeat(60)} next`, is: 'a'.repeat(60) },
  ])('makes $is of $title', ({ title, is }) => {
    expect(slug(title)).toBe(is);
  });
});
