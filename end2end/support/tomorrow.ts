// What a build of tomorrow leaves behind: rows as the wire's pictures show them, of every kind, and of kinds that nobody knows.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";

export type Row = { key: string; v: number; seq: number; row: Record<string, { id?: string }> };

/** A row of every kind, from the pictures of the wire: a test there leaves none out. */
export function everyKind(): Row[] {
  const picture = new URL("../../tests/wire/snapshots/wire__rows.snap", import.meta.url);
  const [, , json] = readFileSync(picture, "utf8").split(/^---$/m);
  return JSON.parse(json);
}

/** A row of a kind that this build does not know. */
export function unknown(kind: string): Row {
  const id = "0190c0de-0000-7000-8000-0000000000aa";
  return { key: `${kind}/${id}`, v: 1, seq: 3, row: { [kind]: { id } } };
}

/** Writes records to the stores of the board's database, by store and key. */
export async function put(page: Page, records: [store: string, key: string, text: string][]) {
  await page.evaluate(async (records) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(JSON.parse(localStorage.getItem("fulcrum.database") ?? '"fulcrum"'));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    await new Promise<void>((resolve, reject) => {
      const tx = db.transaction([...new Set(records.map(([store]) => store))], "readwrite");
      for (const [store, key, text] of records) tx.objectStore(store).put(text, key);
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
    });
    db.close();
  }, records);
}

/** All records of a store of the board's database, by key. */
export async function records(page: Page, store: string): Promise<Record<string, string>> {
  return page.evaluate(async (store) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(JSON.parse(localStorage.getItem("fulcrum.database") ?? '"fulcrum"'));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const found: Record<string, string> = {};
    await new Promise<void>((resolve, reject) => {
      const tx = db.transaction(store);
      const asked = tx.objectStore(store).openCursor();
      asked.onsuccess = () => {
        const cursor = asked.result;
        if (!cursor) return;
        found[String(cursor.key)] = cursor.value as string;
        cursor.continue();
      };
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
    });
    db.close();
    return found;
  }, store);
}
