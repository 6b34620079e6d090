import type { Handlers } from './answer';
import type { Services } from '../services';

/** Each request of the contract, handed to the service that fulfils it. */
export function createHandlers(services: Services): Handlers {
  const { studio, connection, network, engine, library, papers, desk, notices } = services;
  return {
    'app.state': () => studio.state(),
    'app.dismissNotice': ({ id }) => notices.dismiss(id),
    'app.openConsole': () => studio.openConsole(),
    'settings.change': (change) => studio.changeSettings(change),
    'settings.useDemo': () => connection.useDemo(),
    'settings.useGateway': ({ address }) => connection.useGateway(address),
    'settings.chooseLibrary': () => studio.chooseLibrary(),
    'settings.showLibrary': () => studio.showLibrary(),
    'settings.setProxy': ({ proxy, password }) => network.setProxy(proxy, password),
    'settings.chooseCertificate': () => network.chooseCertificate(),
    'settings.removeCertificate': () => network.removeCertificate(),
    'key.save': ({ key }) => connection.saveKey(key),
    'key.remove': () => connection.removeKey(),
    'key.test': () => connection.testKey(),
    'jobs.list': () => engine.list(),
    'jobs.submit': ({ intentId, recipe, webhook }) => engine.submit(intentId, recipe, webhook),
    'jobs.cancel': ({ id }) => engine.cancel(id),
    'jobs.retryDownload': ({ id }) => engine.retryDownload(id),
    'jobs.submitAgain': ({ id, intentId }) => engine.submitAgain(id, intentId),
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
    'library.index': ({ view, search }) => library.index(view, search),
    'library.images': ({ ids }) => library.images(ids),
    'library.importDialog': async () => studio.importFiles(await desk.chooseImages()),
    'library.importPaths': ({ paths }) => studio.importFiles(paths),
    'image.reveal': ({ id }) => studio.reveal(id),
  };
}
