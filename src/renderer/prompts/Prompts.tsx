import { store, useStudio } from '../store/studio';
import { EmptyPrompts } from './EmptyPrompts';
import { PromptList } from './PromptList';
import styles from './Prompts.module.css';
import { PromptsHeader } from './PromptsHeader';
import { Templates } from './Templates';

/** Every prompt ever sent, and the templates to begin new ones from. */
export function Prompts({ covered }: Readonly<{ covered: number }>) {
  const part = useStudio((state) => state.promptPart);
  return (
    <div className={styles.place}>
      <PromptsHeader />
      <div className={styles.body}>
        {part === 'history' ? <History covered={covered} /> : <Templates covered={covered} />}
      </div>
    </div>
  );
}

function History({ covered }: Readonly<{ covered: number }>) {
  const answer = useStudio((state) => state.promptAnswer);
  const total = useStudio((state) => state.promptTotal);
  const fault = useStudio((state) => state.promptFault);
  const asked = useStudio((state) => state.promptQuery);
  return (
    <>
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      {answer === null ? null : answer.ids.length === 0 ? (
        <EmptyPrompts
          total={total ?? 0}
          query={answer.query}
          onEverything={() => store.setState({ promptQuery: { ...asked, search: '', favourites: false, tag: null } })}
        />
      ) : (
        <PromptList answer={answer} covered={covered} />
      )}
    </>
  );
}
