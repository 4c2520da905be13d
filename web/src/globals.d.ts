declare module '*.css';
declare module 'echarts4/map/json/province/zhejiang.json' {
  const map: unknown;
  export default map;
}
