import type { TemplateId } from '../../shared/ids';
import type { Template } from '../../shared/prompts';
import { firstLine } from '../ui/format';
import type { CommandPorts } from './commands';
import type { PromptSync } from './prompt-sync';
import type { Outcome } from './settings-commands';
import { outcome } from './settings-commands';

/** What they need beside the ports of the other commands. */
export interface TemplatePorts extends Pick<CommandPorts, 'bridge' | 'store'> {
  readonly promptSync: Pick<PromptSync, 'refresh'>;
  readonly newTemplateId: () => TemplateId;
}

/** Letters of a name that is made of a text. */
const NAME_LENGTH = 40;

/** What the person does with templates and the values of their variables. */
export function createTemplateCommands({ bridge, store, promptSync, newTemplateId }: TemplatePorts) {
  const { say } = store.getState();

  function show(template: Template): void {
    store.setState(({ templates }) => ({
      templates: {
        variables: templates?.variables ?? [],
        templates: [...(templates?.templates ?? []).filter(({ id }) => id !== template.id), template].sort((a, b) =>
          a.name.localeCompare(b.name),
        ),
      },
    }));
  }

  /** Null when it is kept; else what is wrong with it. Shown at once, and read anew when main says no. */
  async function save(template: Template): Promise<Outcome> {
    const before = store.getState().templates?.templates.find(({ id }) => id === template.id);
    if (before?.name === template.name && before.text === template.text) return null;
    show(template);
    const fault = outcome(await bridge.request('templates.save', { template }));
    if (fault !== null) promptSync.refresh();
    return fault;
  }

  return {
    save,
    /** Goes to the templates, with that one open. */
    showTemplate(id: TemplateId): void {
      store.getState().goTo('prompts');
      store.setState({ promptPart: 'templates', templateActive: id });
    },
    /** Keeps a text as a template, by default named after its first words, and opens it, so that it can be given a better name. */
    async create(text: string, name = firstLine(text)): Promise<void> {
      const { templates, goTo } = store.getState();
      const taken = new Set(templates?.templates.map(({ name }) => name.toLowerCase()));
      const template = { id: newTemplateId(), name: freeName(name, taken), text };
      const fault = await save(template);
      if (fault !== null) {
        say(fault, 'alert');
        return;
      }
      goTo('prompts');
      store.setState({ promptPart: 'templates', templateActive: template.id });
      say('Template kept');
    },
    async remove(template: Template): Promise<void> {
      store.setState(({ templates, templateActive }) => ({
        templates: templates && { ...templates, templates: templates.templates.filter(({ id }) => id !== template.id) },
        templateActive: templateActive === template.id ? null : templateActive,
      }));
      const fault = outcome(await bridge.request('templates.remove', { id: template.id }));
      if (fault !== null) {
        say(fault, 'alert');
        promptSync.refresh();
        return;
      }
      store.setState({ removedTemplate: template });
      say(`Template “${template.name}” removed`, 'status', 'template');
    },
    /** Brings back the template that was removed last. */
    async bringBack(): Promise<void> {
      const { removedTemplate } = store.getState();
      if (!removedTemplate) return;
      const fault = await save(removedTemplate);
      if (fault !== null) say(fault, 'alert');
      else store.setState({ removedTemplate: null, templateActive: removedTemplate.id });
    },
    /** Keeps the list of a variable; an empty one forgets it. Null when it is kept. */
    async keepList(variable: string, list: readonly string[]): Promise<Outcome> {
      store.setState(({ templates }) => ({ templates: templates && withList(templates, variable, list) }));
      const fault = outcome(await bridge.request('templates.keepList', { variable, list: [...list] }));
      if (fault !== null) promptSync.refresh();
      return fault;
    },
  };
}

function withList<T extends { readonly variables: readonly { readonly name: string }[] }>(
  templates: T,
  name: string,
  list: readonly string[],
): T {
  const known = templates.variables.some((variable) => variable.name === name);
  const variables = templates.variables.map((one) => (one.name === name ? { ...one, list } : one));
  return { ...templates, variables: known ? variables : [...variables, { name, recent: [], list }] };
}

/** The first words of a text, with a number behind them where a template has that name already. */
export function freeName(text: string, taken: ReadonlySet<string>): string {
  const line = text.replace(/[{}]/gu, '').replace(/\s+/gu, ' ').trim();
  const cut = line.length <= NAME_LENGTH ? line : line.slice(0, NAME_LENGTH).replace(/\s+\S*$|[\uD800-\uDBFF]$/u, '');
  const name = cut === '' ? 'Template' : cut;
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name} ${String(number)}`;
    if (!taken.has(tried.toLowerCase())) return tried;
  }
}
