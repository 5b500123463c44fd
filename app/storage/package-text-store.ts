/** What a package says beside its entries, as it was sealed: with it a queued package is judged by a later secrecy list. */
import type { Connection } from './sqlite';

export interface PackedText {
  /** Of the column that the text stands in, else ''. */
  readonly label: string;
  readonly text: string;
}

export async function addPackageTexts(
  tx: Connection,
  packageId: string,
  texts: readonly PackedText[],
): Promise<void> {
  await tx.run(
    `INSERT INTO package_text (package_id, label, text)
     SELECT ?, t.value ->> 'label', t.value ->> 'text' FROM json_each(?) AS t`,
    [packageId, JSON.stringify(texts)],
  );
}

export async function packageTexts(db: Connection, packageId: string): Promise<PackedText[]> {
  return db.all<PackedText>('SELECT label, text FROM package_text WHERE package_id = ?', [packageId]);
}
