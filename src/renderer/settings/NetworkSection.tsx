import { useStudio } from '../store/studio';
import { CertificateLine } from './CertificateLine';
import { ProxyForm } from './ProxyForm';

/** How Easel gets out: the proxy, and the authority of a company that looks into its own traffic. */
export function NetworkSection() {
  const proxy = useStudio((state) => state.settings.proxy);
  return (
    <>
      <ProxyForm key={JSON.stringify(proxy)} stored={proxy} />
      <CertificateLine />
    </>
  );
}
