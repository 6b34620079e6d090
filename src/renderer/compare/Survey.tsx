import { Flag, X } from 'lucide-react';
import { useEffect } from 'react';
import type { ImageId } from '../../shared/ids';
import { dragOut } from '../stage/drag-out';
import { Picture } from '../stage/Picture';
import stage_ from '../stage/Stage.module.css';
import { useGone, useShown } from '../stage/use-shown';
import { useKeysKept } from '../stage/use-keys-kept';
import type { Zoom } from '../stage/use-zoom';
import { useZoom } from '../stage/use-zoom';
import { isZoomed } from '../stage/zoom';
import { ZoomControls } from '../stage/ZoomControls';
import { whyNoChange } from '../store/connection';
import { facetsOf } from '../store/library';
import { commands, store, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { firstLine } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { Marks } from '../ui/Marks';
import { useSize } from '../ui/use-size';
import styles from './Compare.module.css';
import { noteOf } from './sides';

type SurveyProps = Readonly<{
  ids: readonly ImageId[];
  /** The one that has the keys: stars, flags and the rest are about it. */
  id: ImageId;
  zoomPlace: HTMLElement | null;
}>;

/** Up to four images to choose from, zoomed and moved in step. */
export function Survey({ ids, id, zoomPlace }: SurveyProps) {
  const [measure, stage] = useSize();
  const opened = useShown(id);
  const { width = 0, height = 0 } = opened?.image ?? {};
  const zoom = useZoom([...ids].toSorted().join(), stage, { width, height });
  const rejected = useStudio((state) => ids.filter((one) => facetsOf(state, one)?.flag === 'reject').length);
  useKeysKept(`${ids.join()} ${String(rejected)}`);
  useEffect(() => {
    const keyDown = (event: KeyboardEvent): void => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.key.toLowerCase() !== 'x' ||
        !event.shiftKey
      )
        return;
      if (!(event.target instanceof Element) || !event.target.closest('[data-images="viewer"]')) return;
      takeOutRejected(ids);
      event.preventDefault();
    };
    window.addEventListener('keydown', keyDown);
    return () => window.removeEventListener('keydown', keyDown);
  }, [ids]);
  return (
    <section aria-label="Survey" className={stage_.column}>
      <div className={styles.bar}>
        <span className={styles.hint}>← → choose · P pick · X reject · C one alone</span>
        <div className={styles.grow} />
        <Button size="small" disabled={rejected === 0} onClick={() => takeOutRejected(ids)}>
          {rejected === 0 ? 'Take out rejected' : `Take out ${String(rejected)} rejected`}
        </Button>
      </div>
      <ul className={styles.survey} data-count={ids.length} aria-label="Surveyed images">
        {ids.map((one, at) => (
          <Candidate
            key={one}
            id={one}
            place={`${String(at + 1)} of ${String(ids.length)}`}
            current={one === id}
            zoom={zoom}
            stage={stage}
            measure={at === 0 ? measure : null}
            onTakeOut={() => takeOut(ids, [one])}
          />
        ))}
      </ul>
      <ZoomControls zoom={zoom} place={zoomPlace} />
    </section>
  );
}

type CandidateProps = Readonly<{
  id: ImageId;
  place: string;
  current: boolean;
  zoom: Zoom;
  stage: ReturnType<typeof useSize>[1];
  measure: ReturnType<typeof useSize>[0] | null;
  onTakeOut: () => void;
}>;

function Candidate({ id, place, current, zoom, stage, measure, onTakeOut }: CandidateProps) {
  const { attach, view, handlers } = zoom;
  const shown = useShown(id);
  const gone = useGone(id);
  const facets = useStudio((state) => facetsOf(state, id));
  const locked = useStudio(whyNoChange);
  const name = shown ? firstLine(shown.image.title) : 'Image';
  const { stars = 0, flag = null, favourite = false, trashed = false } = facets ?? {};
  return (
    <li
      className={styles.candidate}
      aria-label={`${place}: ${name}${FLAG_WORDS[flag ?? 'none']}${trashed ? ', in the trash' : ''}`}
      aria-current={current}
      data-flag={trashed ? 'reject' : (flag ?? 'none')}
      onPointerDownCapture={() => look(id)}
      onFocusCapture={() => look(id)}
    >
      <figure ref={attach} className={stage_.pane} data-zoomed={isZoomed(view)} {...dragOut(view, id)} {...handlers}>
        <div ref={measure} className={stage_.fill}>
          {shown && <Picture {...shown} view={view} stage={stage} alt={name} />}
          {gone && (
            <div className={stage_.missing}>
              <p>This image is not in the library any more.</p>
            </div>
          )}
        </div>
        {shown && (
          <figcaption className={styles.caption}>
            {flag === 'pick' && <Flag className={styles.picked} size={13} fill="currentColor" aria-hidden />}
            <span>{name}</span>
            <small>{noteOf(shown.image, null)}</small>
          </figcaption>
        )}
        <IconButton label={`Take ${name} out of the survey`} icon={X} className={styles.takeOut} onClick={onTakeOut} />
        <div className={styles.judge}>
          <Marks
            small
            values={{ stars, flag: flag ?? 'none', favourite }}
            locked={locked}
            onChange={(change) => void commands.organise([id], change)}
          />
        </div>
      </figure>
    </li>
  );
}

const FLAG_WORDS = { pick: ', picked', reject: ', rejected', none: '' } as const;

function look(id: ImageId): void {
  if (store.getState().opened !== id) store.setState({ opened: id });
}

function takeOutRejected(ids: readonly ImageId[]): void {
  const state = store.getState();
  takeOut(
    ids,
    ids.filter((one) => facetsOf(state, one)?.flag === 'reject'),
  );
}

/** Goes on with the others: two are compared, one alone is shown. When all were to go, all stay. */
function takeOut(ids: readonly ImageId[], out: readonly ImageId[]): void {
  const rest = ids.filter((one) => !out.includes(one));
  const { opened, compare, say } = store.getState();
  if (out.length === 0) return;
  if (rest.length === 0) {
    say('All of them are rejected, so none was taken out.');
    return;
  }
  compare(rest);
  if (rest.length > 2 && opened !== null && rest.includes(opened)) store.setState({ opened });
}
