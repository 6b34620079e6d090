import { useEffect, useRef } from 'react';
import type { OfferedLink } from '../store/sources';
import { commands, store } from '../store/studio';
import { Button } from '../ui/Button';
import { returnToPrompt } from '../ui/focus';
import { hostOf } from '../ui/web-picture';
import styles from './SourcePanels.module.css';

/** Asks whether a picture of the web is to be fetched: a link alone says nothing of what answers there. */
export function LinkOffer({ offered }: Readonly<{ offered: OfferedLink }>) {
  const { url, asText, state, fault } = offered;
  const fetchButton = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    store.getState().setOffered(null);
    returnToPrompt();
  };
  useEffect(() => fetchButton.current?.focus(), [url]);
  return (
    <div
      className={styles.offer}
      role="group"
      aria-label="Picture of a page"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <p>
        {state === 'fetching' ? 'Fetching the picture from ' : 'Fetch the picture from '}
        <strong>{hostOf(url)}</strong>
        {state === 'fetching' ? '…' : '?'}
        <small title={url}>{url}</small>
      </p>
      {fault !== null && <p role="alert">{fault}</p>}
      <div className={styles.buttons}>
        <Button
          ref={fetchButton}
          size="small"
          variant="primary"
          aria-disabled={state === 'fetching'}
          onClick={() => void commands.fetchOffered()}
        >
          {fault === null ? 'Fetch' : 'Try again'}
        </Button>
        {asText && state === 'asked' && (
          <Button
            size="small"
            onClick={() => {
              close();
              commands.insertText(url);
            }}
          >
            Insert as text
          </Button>
        )}
        <Button size="small" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
