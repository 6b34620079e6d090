import { useState } from 'react';
import type { Model } from '../../shared/model';
import { MODELS } from '../../shared/models';
import { settingsCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import styles from './Settings.module.css';

type Price = Model['price'];

/** The prices behind every estimate. */
export function PriceSection() {
  const prices = useStudio((state) => state.settings.prices);
  const [fault, setFault] = useState<string | null>(null);
  const save = async (id: string, price: Price): Promise<void> => {
    setFault(
      await settingsCommands.change({ prices: { ...prices, [id]: { ...price, perImage: { ...price.perImage } } } }),
    );
  };
  return (
    <>
      <p className={styles.hint}>In US dollars. Estimates, not invoices: the gateway does not tell its prices.</p>
      {MODELS.map((model) => (
        <PriceRow
          key={model.id}
          model={model}
          price={prices[model.id] ?? model.price}
          onChange={(price) => void save(model.id, price)}
        />
      ))}
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      {Object.keys(prices).length > 0 && (
        <div>
          <Button size="small" onClick={() => void settingsCommands.change({ prices: {} }).then(setFault)}>
            Reset prices
          </Button>
        </div>
      )}
    </>
  );
}

type PriceRowProps = Readonly<{ model: Model; price: Price; onChange: (price: Price) => void }>;

function PriceRow({ model, price, onChange }: PriceRowProps) {
  return (
    <fieldset className={styles.prices}>
      <legend>{model.name}</legend>
      {model.resolution.values.map((resolution) => (
        <PriceField
          key={resolution}
          label={`per ${resolution} image`}
          value={price.perImage[resolution] ?? 0}
          onChange={(value) => onChange({ ...price, perImage: { ...price.perImage, [resolution]: value } })}
        />
      ))}
      {model.sources.max > 0 && (
        <PriceField
          label="per source"
          value={price.perSource}
          onChange={(perSource) => onChange({ ...price, perSource })}
        />
      )}
    </fieldset>
  );
}

type PriceFieldProps = Readonly<{ label: string; value: number; onChange: (value: number) => void }>;

/** A price, taken when the field is left, so that half a number is never an estimate. */
function PriceField({ label, value, onChange }: PriceFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const leave = (): void => {
    const number = Number(typed?.replace(',', '.'));
    if (typed !== null && typed.trim() !== '' && number >= 0 && number <= 1000 && number !== value) onChange(number);
    setTyped(null);
  };
  return (
    <label className={styles.price}>
      <span aria-hidden>$</span>
      <input
        type="text"
        inputMode="decimal"
        aria-label={`Dollars ${label}`}
        value={typed ?? value.toString()}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave();
        }}
        onBlur={leave}
      />
      <span>{label}</span>
    </label>
  );
}
