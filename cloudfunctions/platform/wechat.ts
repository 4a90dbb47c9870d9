import cloud from "wx-server-sdk";

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

/** WeChat's own SDK, set up once an instance: who calls, and WeChat's open APIs. */
export { cloud as wechat };
