import type { ReactNode } from 'react';

type FactProps = Readonly<{ name: string; title?: string; children: ReactNode }>;

/** A name and what is known under it. */
export function Fact({ name, title, children }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd title={title}>{children}</dd>
    </div>
  );
}
