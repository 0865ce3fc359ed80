import { attachment } from '../platform/http/attachment';
import { TantuResponse } from '../platform/http/request';
import { ExportedFile } from './export-findings';

/** Answers with a file to save; it is made anew each time and kept by nobody on the way. */
export function sendExport(response: TantuResponse, { body, mediaType, fileName }: ExportedFile): void {
  response.type(mediaType).setHeader('Content-Disposition', attachment(fileName));
  response.setHeader('Cache-Control', 'private, no-store');
  response.send(body);
}
