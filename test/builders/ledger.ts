import { TestApp } from '../support/test-app';
import { PersonKey } from '../support/people';
import { ContinueImport } from '../../src/imports/continue-import';

export interface ImportSeen {
  id: string;
  state: string;
  fault: string | null;
  year: number | null;
  sheet: string;
  headerRow: number;
  columns: { index: number; header: string; field: string | null; role: string | null }[];
  rows: { rows: number; stopped: number; withProblems: number; fresh: number; added: number; changed: number; same: number } | null;
  photos: { photos: number; matched: number; unmatched: number; applied: number } | null;
  applied: number;
  vanished: string[];
} // prettier-ignore

export interface RowSeen {
  rowNumber: number;
  personName: string;
  year: number | null;
  idNumberMasked: string | null;
  cells: { address: string; header: string; field: string | null; raw: string; corrected: string | null; value?: unknown }[];
  problems: { address: string | null; field: string | null; fault: string; stops: boolean }[];
  notes: Record<string, string>;
  stops: boolean;
  difference: string | null;
  changes: Record<string, { before: unknown; after: unknown }>;
} // prettier-ignore

/** An office that brings its old ledgers in, over the API; the jobs run when the test says so. */
export function ledgerOffice(test: TestApp, person: PersonKey = 'supervisor') {
  const who = test.as(person);
  const office = {
    /** Sends a file and gives the answer. */
    send: (ledger: string, content: Buffer, name = '台账.xlsx', fields: Record<string, string> = {}) => {
      const sent = who.post('/api/v1/imports').field('ledger', ledger);
      for (const [field, value] of Object.entries(fields)) void sent.field(field, value);
      return sent.attach('file', content, name);
    },
    /** Sends a file that is taken, and gives the import's id. */
    upload: async (ledger: string, content: Buffer, name?: string, fields?: Record<string, string>): Promise<string> => {
      const { body } = await office.send(ledger, content, name, fields).expect(201);
      return (body as { id: string }).id;
    },
    show: async (id: string): Promise<ImportSeen> => (await who.get(`/api/v1/imports/${id}`).expect(200)).body as ImportSeen,
    rows: async (id: string, filter = 'all'): Promise<RowSeen[]> =>
      ((await who.get(`/api/v1/imports/${id}/rows?filter=${filter}&limit=200`).expect(200)).body as { items: RowSeen[] }).items,
    work: (id: string): Promise<void> => test.get(ContinueImport).execute({ importId: id }),
    /** Takes the columns as they were recognised, and reads the rows. */
    settle: async (id: string, more: object = {}): Promise<ImportSeen> => {
      const { sheet, headerRow, year } = await office.show(id);
      const twoRows = ((await office.show(id)) as unknown as { headerRows: number }).headerRows === 2;
      await who.put(`/api/v1/imports/${id}/mapping`, { sheet, headerRow, twoRows, year, columns: [], ...more }).expect(204);
      await office.work(id);
      return office.show(id);
    },
    apply: async (id: string, why: object = {}): Promise<ImportSeen> => {
      await who.post(`/api/v1/imports/${id}/apply`, why).expect(204);
      await office.work(id);
      return office.show(id);
    },
    /** From the file to the records. */
    bring: async (ledger: string, content: Buffer, name?: string, fields?: Record<string, string>): Promise<string> => {
      const id = await office.upload(ledger, content, name, fields);
      if (ledger === 'photos') await office.work(id);
      else await office.settle(id);
      await office.apply(id);
      return id;
    },
  };
  return office;
} // prettier-ignore
