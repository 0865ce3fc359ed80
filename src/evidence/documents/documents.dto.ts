import { Choice, Text } from '../../platform/http/fields';
import { DOCUMENT_KINDS, DocumentKind } from './document-kinds';

export class UploadDocumentDto {
  @Choice(DOCUMENT_KINDS) kind!: DocumentKind;
  @Text({ max: 120, optional: true, description: 'The file’s name, where none is given' }) title!:
    string | null;
}
