import { Clock, FileImage, ImageOff } from 'lucide-react';
import type { Job } from '../../shared/job';
import { store, useStudio } from '../store/studio';
import { useOutputs } from '../store/use-outputs';
import { thumbnailUrl } from '../ui/image-url';
import type { OutputWords } from '../ui/job-words';
import { useNow } from '../ui/use-now';
import styles from './Queue.module.css';

function useTickingOutputs(job: Job): readonly OutputWords[] {
  const waits = job.status === 'saving' && job.outputs.some((output) => output.state === 'waiting' && output.problem);
  return useOutputs(job, useNow(waits));
}

/** Every output of the job as a small picture, or as a sign of what became of it. */
export function JobOutputs({ job }: Readonly<{ job: Job }>) {
  const outputs = useTickingOutputs(job);
  const versions = useStudio((state) => state.versions);
  if (outputs.length === 0) return null;
  return (
    <div className={styles.thumbs} role="group" aria-label="Images">
      {outputs.map((output, at) => {
        const { imageId: id } = output;
        const name = `image ${String(at + 1)}`;
        return id === null ? (
          <span
            key={at}
            className={styles.sign}
            data-state={output.state}
            role="img"
            aria-label={signName(output, name)}
          >
            {output.state === 'lost' ? <ImageOff size={16} aria-hidden /> : <Clock size={16} aria-hidden />}
          </span>
        ) : (
          <button key={at} type="button" aria-label={`Open ${name}`} onClick={() => store.getState().open(id)}>
            {output.state === 'saved' ? (
              <img src={thumbnailUrl(id, versions.get(id) ?? 0)} alt="" loading="lazy" />
            ) : (
              <span className={styles.sign} title={output.line}>
                <FileImage size={16} aria-hidden />
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

/** What is the matter with single outputs, a line for each. A job with one output says it in its status. */
export function OutputLines({ job }: Readonly<{ job: Job }>) {
  const outputs = useTickingOutputs(job);
  const lines = outputs.filter(({ line, state }) => line !== '' && (outputs.length > 1 || state === 'undisplayable'));
  if (lines.length === 0) return null;
  return (
    <div className={styles.lines}>
      {lines.map(({ line, state }) => (
        <p key={line} data-state={state}>
          {line}
        </p>
      ))}
    </div>
  );
}

function signName({ state, line }: OutputWords, name: string): string {
  if (line !== '') return line;
  return state === 'waiting' ? `${name} is on its way` : name;
}
