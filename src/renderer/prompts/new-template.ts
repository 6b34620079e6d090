import { templateCommands } from '../store/studio';
import { focusOn } from '../ui/focus';

/** Makes a template to write over, and puts the cursor in its name. */
export async function newTemplate(): Promise<void> {
  await templateCommands.create('{{product}} on {{background}}', 'New template');
  focusOn('templateName');
}
