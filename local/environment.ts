/**
 * Points the real SDKs of this process at a local cloud, by environment alone: the way the stand-in's workers do it for
 * the functions. Without RUNENV the SDK would probe a metadata address at every request.
 */
export function useLocalCloud(cloud: { url: string; env: string }): void {
  Object.assign(process.env, {
    TENCENTCLOUD_RUNENV: "SCF",
    TENCENTCLOUD_REGION: "ap-shanghai",
    TENCENTCLOUD_SECRETID: "local",
    TENCENTCLOUD_SECRETKEY: "local",
    SCF_NAMESPACE: cloud.env,
    TCB_ENV: cloud.env,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloud.url}/admin` }),
  });
}
