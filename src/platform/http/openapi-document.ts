import { INestApplication } from '@nestjs/common';
import { DocumentBuilder, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Response } from 'express';

/** The description of the API, made at the first request for it: a start should not wait for it. */
export function openApi(app: INestApplication, version: string): void {
  let document: OpenAPIObject | null = null;
  const make = (): OpenAPIObject =>
    (document ??= SwaggerModule.createDocument(
      app,
      new DocumentBuilder()
        .setTitle('Tantu 坦途')
        .setDescription(
          'Home-accessibility retrofits for disabled people, from the site survey to the satisfaction signature.',
        )
        .setVersion(version)
        .addBearerAuth()
        .addSecurityRequirements('bearer')
        .build(),
    ));
  const server = app.getHttpAdapter();
  server.get('/api/docs-json', (_request: unknown, response: Response) => response.json(make()));
}
