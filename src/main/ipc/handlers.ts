import type { Handlers } from './answer';
import type { AppMenu } from '../menu';
import type { Services } from '../services';
import { animatedAmong } from '../storage/images/header-motion';

/** Each request of the contract, handed to the service that fulfils it. */
export function createHandlers(services: Services, menu: AppMenu): Handlers {
  const { studio, connection, network, bucket, links, engine, library, papers, notices } = services;
  const { care, custody, imports, exports, handOut, tasks, prompts, promptFiles, drafts } = services;
  return {
    'app.state': () => studio.state(),
    'app.dismissNotice': ({ id }) => notices.dismiss(id),
    'app.openConsole': () => studio.openConsole(),
    'app.enable': ({ disabled }) => menu.disable(disabled),
    'settings.change': (change) => studio.changeSettings(change),
    'settings.useDemo': () => connection.useDemo(),
    'settings.useGateway': ({ address }) => connection.useGateway(address),
    'settings.chooseLibrary': () => custody.choose(),
    'settings.showLibrary': () => studio.showLibrary(),
    'settings.setProxy': ({ proxy, password }) => network.setProxy(proxy, password),
    'settings.chooseCertificate': () => network.chooseCertificate(),
    'settings.removeCertificate': () => network.removeCertificate(),
    'bucket.read': () => bucket.keys(),
    'bucket.save': ({ bucket: place, accessKey, secret }) => bucket.save(place, accessKey, secret),
    'bucket.test': ({ bucket: place, accessKey, secret }) => bucket.test(place, accessKey, secret),
    'bucket.remove': () => bucket.remove(),
    'key.save': ({ key }) => connection.saveKey(key),
    'key.remove': () => connection.removeKey(),
    'key.test': () => connection.testKey(),
    'jobs.list': () => engine.list(),
    'jobs.submit': ({ intentId, recipe, webhook, writing }) => {
      const job = engine.submit(intentId, recipe, webhook);
      prompts.sent([job], writing);
      return job;
    },
    'jobs.submitBatch': async ({ batchId, orders, webhook, writing }) => {
      const made = await engine.submitBatch(batchId, orders, webhook);
      prompts.sent(made, writing);
      return made;
    },
    'jobs.cancelBatch': ({ id }) => ({ count: engine.cancelBatch(id) }),
    'jobs.cancel': ({ id }) => engine.cancel(id),
    'jobs.retryDownload': ({ id }) => engine.retryDownload(id),
    'jobs.submitAgain': ({ id, intentId }) => {
      const job = engine.submitAgain(id, intentId);
      prompts.sent([job], null);
      return job;
    },
    'jobs.dismiss': ({ id }) => engine.dismiss(id),
    'jobs.identify': ({ id, requestId }) => engine.identify(id, requestId),
    'jobs.pause': () => engine.pause(),
    'jobs.resume': () => engine.resume(),
    'jobs.cancelQueued': () => ({ count: engine.cancelQueued() }),
    'jobs.retryDownloads': () => ({ count: engine.retryDownloads() }),
    'jobs.clearFinished': () => ({ count: engine.clearFinished() }),
    'jobs.evidence': ({ id }) => papers.evidence(id),
    'receipts.export': () => papers.exportReceipts(),
    'ledger.read': ({ by }) => papers.ledger(by),
    'ledger.export': () => papers.exportLedger(),
    'collections.create': ({ name, images }) => library.createCollection(name, images),
    'collections.rename': ({ id, name }) => library.renameCollection(id, name),
    'collections.remove': ({ id }) => library.removeCollection(id),
    'collections.add': ({ id, images }) => library.addToCollection(id, images),
    'collections.take': ({ id, images }) => library.takeFromCollection(id, images),
    'collections.members': ({ id }) => library.members(id),
    'smart.save': ({ id, name, query }) => library.saveSmart(id, name, query),
    'smart.remove': ({ id }) => library.removeSmart(id),
    'tags.rename': ({ from, to }) => library.renameTag(from, to),
    'tags.remove': ({ tag }) => library.removeTag(tag),
    'library.columns': () => library.columns(),
    'library.search': ({ search }) => library.search(search),
    'library.byName': () => library.byName(),
    'library.family': ({ id, near }) => library.family({ id, near: near ?? false }),
    'library.images': ({ ids }) => library.images(ids),
    'library.found': ({ id }) => ({ text: library.found(id) }),
    'library.organise': ({ ids, change }) => library.organise(ids, change),
    'library.undo': () => library.undo(),
    'library.redo': () => library.redo(),
    'library.history': () => library.history(),
    'library.emptyTrash': ({ ids }) => custody.emptyTrash(ids),
    'library.forget': ({ id }) => custody.forget(id),
    'library.importDialog': ({ what }) => imports.dialog(what),
    'library.importPaths': ({ paths }) => imports.paths(paths),
    'library.importData': ({ name, bytes }) => imports.data(name, bytes),
    'library.importLink': ({ url }) => links.import(url),
    'library.animated': ({ ids }) => animatedAmong(library, ids),
    'library.export': (order) => exports.run(order),
    'library.move': () => custody.move(),
    'library.retry': () => care.retry(),
    'library.takeOver': () => custody.takeOver(),
    'library.check': () => care.check(),
    'library.backUp': () => care.backUp(),
    'library.backups': () => care.backups(),
    'library.restore': ({ name }) => custody.restore(name),
    'library.rebuild': () => custody.rebuild(),
    'image.openWith': ({ id, how }) => handOut.openWith(id, how),
    'images.drag': ({ ids }) => handOut.drag(ids),
    'images.copyFiles': ({ ids }) => handOut.copyFiles(ids),
    'images.copyPaths': ({ ids }) => handOut.copyPaths(ids),
    'task.cancel': ({ id }) => tasks.cancel(id),
    'drafts.read': () => drafts.read(),
    'drafts.save': ({ draft }) => drafts.save(draft),
    'drafts.arrange': ({ ids, active }) => drafts.arrange(ids, active),
    'drafts.close': ({ id }) => drafts.close(id),
    'drafts.reopen': () => drafts.reopen(),
    'prompts.find': (look) => prompts.find(look),
    'prompts.details': ({ ids }) => prompts.details(ids),
    'prompts.story': ({ id }) => prompts.story(id),
    'prompts.idOf': ({ text }) => prompts.idOf(text),
    'prompts.mark': ({ ids, mark }) => prompts.mark(ids, mark),
    'prompts.complete': ({ text }) => prompts.complete(text),
    'prompts.walk': ({ back }) => prompts.walk(back),
    'prompts.export': (order) => promptFiles.export(order),
    'prompts.import': () => promptFiles.import(),
    'templates.read': () => prompts.templates(),
    'templates.save': ({ template }) => prompts.changeTemplates((store) => store.save(template)),
    'templates.remove': ({ id }) => prompts.changeTemplates((store) => store.remove(id)),
    'templates.keepList': ({ variable, list }) => prompts.changeTemplates((store) => store.keepList(variable, list)),
    'image.reveal': ({ id }) => studio.reveal(id),
  };
}
