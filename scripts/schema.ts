/** Writes app/storage/schema.sql anew from the migrations. */
import { writeFile } from 'node:fs/promises';
import { schemaText } from '#app/storage/schema-text';

await writeFile(new URL('../app/storage/schema.sql', import.meta.url), await schemaText());
