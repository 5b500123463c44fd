/** Names of holders and issuers (X.501), as far as they are shown and compared. */
import { equalBytes } from './bytes';
import {
  derNode,
  derOid,
  derSequence,
  derSet,
  derText,
  readMembers,
  readOid,
  readSequence,
  readText,
  TAG,
  type DerNode,
} from './der';
import { OID } from './oids';

export interface NameAttribute {
  readonly oid: string;
  readonly value: string;
}

export interface DistinguishedName {
  /** As received, for comparison. */
  readonly der: Uint8Array;
  readonly attributes: readonly NameAttribute[];
}

const SHORT_NAMES: Readonly<Record<string, string>> = {
  [OID.country]: 'C',
  [OID.organization]: 'O',
  [OID.organizationalUnit]: 'OU',
  [OID.commonName]: 'CN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.12': 'T',
  '1.2.840.113549.1.9.1': 'E',
};

export function parseName(node: DerNode): DistinguishedName {
  const attributes = readMembers(node).flatMap((set) =>
    readMembers(set, TAG.set).map((pair) => {
      const fields = readSequence(pair);
      const oid = readOid(fields.next());
      const value = readText(fields.next());
      fields.end();
      return { oid, value };
    }),
  );
  return { der: node.bytes, attributes };
}

/**
 * One line in the order of the certificate, for example `C=CN, O=某厅, OU=1161…, CN=张三`. Characters that would break
 * the line or turn the writing direction are shown as boxes.
 */
export function nameText(name: DistinguishedName): string {
  return name.attributes
    .map(({ oid, value }) => `${SHORT_NAMES[oid] ?? oid}=${value.replace(/[\\,+=]/g, '\\$&')}`)
    .join(', ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '□');
}

/** Every value of one attribute, in the order of the name. */
export function nameValues(name: DistinguishedName, oid: string): string[] {
  return name.attributes.filter((attribute) => attribute.oid === oid).map((attribute) => attribute.value);
}

/** Equal bytes, or the same attributes in other string types (RFC 5280 §7.1: case and spacing do not count). */
export function sameName(a: DistinguishedName, b: DistinguishedName): boolean {
  if (equalBytes(a.der, b.der)) return true;
  return (
    a.attributes.length === b.attributes.length &&
    a.attributes.every((attribute, i) => {
      const other = b.attributes[i];
      return other?.oid === attribute.oid && folded(other.value) === folded(attribute.value);
    })
  );
}

const folded = (value: string): string => value.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

/** A name of single attributes; the country as PrintableString (X.520), the others as UTF8String. */
export function encodeName(attributes: readonly NameAttribute[]): Uint8Array {
  return derSequence(
    ...attributes.map(({ oid, value }) => {
      const text = oid === OID.country ? derNode(TAG.printable, Buffer.from(value, 'ascii')) : derText(value);
      return derSet(derSequence(derOid(oid), text));
    }),
  );
}
