/** What pdfkit 0.20 can do and @types/pdfkit 0.17 does not know yet. */
declare namespace PDFKit {
  /** Options of a document made for PDF/UA. No standard font is loaded (`font: null`): all faces are embedded. */
  interface AccessibleDocumentOptions extends Omit<PDFDocumentOptions, 'subset' | 'font'> {
    subset: 'PDF/UA';
    font: null;
  }

  interface PDFStructureElement {
    dictionary: { data: { A?: Record<string, unknown> } };
  }
}

declare namespace PDFKit.Mixins {
  interface PDFFont {
    /** A font that fontkit has parsed already is taken as it is. */
    registerFont(name: string, font: { postscriptName: string }): this;
  }

  /** A picture that was parsed but not yet put into the document. */
  interface OpenedImage {
    width: number;
    height: number;
    /** EXIF orientation of a JPEG; from 5 on, width and height are exchanged when it is drawn. */
    orientation?: number;
  }

  interface PDFImage {
    openImage(src: Buffer): OpenedImage;
    image(src: OpenedImage, x: number, y: number, options?: ImageOption): this;
  }

  interface StructureElementOptions {
    /** Left, top, right and bottom in points from the page's upper left corner; PDF/UA wants it of a Figure. */
    bbox?: [number, number, number, number];
    placement?: 'Block' | 'Inline';
    scope?: 'Row' | 'Column' | 'Both';
  }
}
