import type { Kin } from '../../shared/lineage';
import { firstLine } from './format';

/** What a card is called: the first words of its prompt, or the name of its file. */
export function kinTitle({ title, state }: Kin): string {
  return firstLine(title) || (state === 'forgotten' ? 'Forgotten image' : 'Image');
}

/** What is said after a title to those who hear it: state, stars and flag, children, as far as there is something to say. */
export function kinDetails(kin: Kin, children: number, hidden: number): string {
  return [
    { here: '', trashed: 'in the trash', gone: 'removed for good', forgotten: 'nothing is kept of it' }[kin.state],
    kin.stars > 0 ? (kin.stars === 1 ? '1 star' : `${String(kin.stars)} stars`) : '',
    kin.flag === null ? '' : { pick: 'picked', reject: 'rejected' }[kin.flag],
    children > 0 ? `${String(children)} made from it` : '',
    hidden > 0 ? `${String(hidden)} folded away` : '',
  ]
    .filter((part) => part !== '')
    .map((part) => `, ${part}`)
    .join('');
}

/** What is left of an image that was forgotten. */
export const FORGOTTEN = 'This image was forgotten. Its place stays, so that its relatives keep together.';

/** Why a removed image can't be edited, compared or organised. */
export const GONE = 'This image was removed for good: only its words and its thumbnail are left.';
