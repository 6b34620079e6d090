import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TemplateId } from '../../../shared/ids';
import type { OpenPrompts } from './open-prompts';
import { openMadePrompts } from './made-uses';

const template = (n: number, name: string, text = 'a {{product}}'): { id: TemplateId; name: string; text: string } => ({
  ...{ id: TemplateId.parse(`tpl_${String(n).padStart(20, '0')}`), name, text },
});

let open: OpenPrompts;
beforeEach(() => {
  open = openMadePrompts(':memory:');
});
afterEach(() => {
  open.close();
});

describe('templates', () => {
  it('are listed by name, whatever the case, and one name is that of one template', () => {
    const { templates: it } = open;
    for (const one of [template(1, 'poster'), template(2, 'Banner'), template(3, 'icon')]) it.save(one);
    expect(it.read().templates.map(({ name }) => name)).toEqual(['Banner', 'icon', 'poster']);
    expect(() => {
      it.save(template(4, 'BANNER'));
    }).toThrow(expect.objectContaining({ code: 'invalid', field: 'name' }));
    // Its own name in another spelling is no other's.
    it.save(template(2, 'BANNER', 'new'));
    expect(it.read().templates[0]).toEqual(template(2, 'BANNER', 'new'));
    it.remove(template(1, '').id);
    expect(it.read().templates).toHaveLength(2);
  });

  it('keep what can be sent: control characters and halves of signs would come back as others', () => {
    open.templates.save(template(1, 'x', 'a\r\nb\u0000c\uD83Dd'));
    expect(open.templates.read().templates[0]?.text).toBe('a\nbcd');
  });
});

describe('values of variables', () => {
  it('are remembered newest first, each once, the last fifty, without empty ones', () => {
    const { templates: it } = open;
    for (let n = 0; n < 60; n += 1) it.remember({ product: `value ${String(n)}`, empty: '' });
    it.remember({ product: 'value 30' });
    const { variables } = it.read();
    expect(variables.map(({ name }) => name)).toEqual(['product']);
    expect(variables[0]?.recent).toHaveLength(50);
    expect(variables[0]?.recent.slice(0, 3)).toEqual(['value 30', 'value 59', 'value 58']);
    expect(variables[0]?.recent.filter((value) => value === 'value 30')).toHaveLength(1);
  });

  it('and lists do not push each other out; an empty list forgets a variable without values', () => {
    const { templates: it } = open;
    it.remember({ product: 'shoe' });
    it.keepList('product', ['bag', 'belt', 'bag']);
    it.keepList('colour', ['red']);
    expect(it.read().variables).toEqual([
      { name: 'colour', recent: [], list: ['red'] },
      { name: 'product', recent: ['shoe'], list: ['bag', 'belt'] },
    ]);
    it.keepList('product', []);
    it.keepList('colour', []);
    expect(it.read().variables).toEqual([{ name: 'product', recent: ['shoe'], list: [] }]);
  });
});
