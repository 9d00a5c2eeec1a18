"""WeChat: an Official Account's drafts and publications, and a 企业微信 group robot."""
