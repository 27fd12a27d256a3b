package io.duebook.sandbox.stripe;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The payment page's words in one language. */
record CheckoutTexts(
        String tag,
        Locale locale,
        String pay,
        String test,
        String total,
        String quantity,
        String contact,
        String email,
        String method,
        String card,
        String debit,
        String number,
        String expiry,
        String cvc,
        String name,
        String iban,
        String payAmount,
        String cancel,
        String paid,
        String expired,
        String back,
        String prove,
        String proveText,
        String proveYes,
        String proveNo,
        String other,
        String otherTag,
        String wrongEmail,
        String wrongExpiry,
        String pastExpiry,
        String wrongCvc) {

    static final CheckoutTexts ENGLISH = new CheckoutTexts(
            "en",
            Locale.US,
            "Pay %s",
            "Test payment page: no money moves",
            "Total due",
            "Quantity %d",
            "Contact information",
            "Email",
            "Payment method",
            "Card",
            "SEPA direct debit",
            "Card number",
            "Expiry (MM / YY)",
            "Security code",
            "Name on card",
            "IBAN",
            "Pay %s",
            "Back without paying",
            "This payment is already complete.",
            "This payment page has expired. Nothing was charged.",
            "Back to %s",
            "Confirm it is you",
            "Your bank asks you to confirm the payment of %s.",
            "Complete authentication",
            "Fail authentication",
            "中文",
            "zh",
            "Enter a valid email address.",
            "Enter the expiry date as month and year, for example 12 / 34.",
            "Your card's expiry date is in the past.",
            "Enter the security code of your card.");

    static final CheckoutTexts CHINESE = new CheckoutTexts(
            "zh-CN",
            Locale.CHINA,
            "向 %s 付款",
            "测试付款页面，不会产生真实扣款",
            "应付总额",
            "数量 %d",
            "联系方式",
            "邮箱",
            "付款方式",
            "银行卡",
            "SEPA 直接扣款",
            "卡号",
            "有效期（月 / 年）",
            "安全码",
            "持卡人姓名",
            "IBAN 账号",
            "支付 %s",
            "不付款，返回",
            "此笔付款已完成。",
            "此付款页面已过期，未产生扣款。",
            "返回 %s",
            "请验证身份",
            "您的银行要求验证这笔 %s 的付款。",
            "通过验证",
            "验证失败",
            "English",
            "en",
            "请输入有效的邮箱地址。",
            "请按“月 / 年”填写有效期，例如 12 / 34。",
            "此卡已过有效期。",
            "请输入银行卡安全码。");

    private static final Map<String, String> CHINESE_REFUSALS = Map.ofEntries(
            Map.entry("incomplete_number", "卡号不完整。"),
            Map.entry("incorrect_number", "卡号不正确。"),
            Map.entry("card_declined", "您的银行卡被拒绝，未产生扣款。"),
            Map.entry("insufficient_funds", "银行卡余额不足，未产生扣款。"),
            Map.entry("expired_card", "此卡已过有效期。"),
            Map.entry("incorrect_cvc", "安全码不正确。"),
            Map.entry("processing_error", "处理银行卡时出错，请稍后再试。"),
            Map.entry("payment_intent_authentication_failure", "未能验证您的身份，请换一种付款方式重试。"),
            Map.entry("invalid_bank_account_iban", "IBAN 账号不正确。"),
            Map.entry("test_mode_live_card", "您的银行卡被拒绝：测试页面只接受测试卡号。"));

    /** The language asked for, else the session's, else the browser's. */
    static CheckoutTexts of(String asked, @Nullable String session, String browser) {
        String wanted = !asked.isEmpty()
                ? asked
                : session == null || session.isEmpty() || session.equals("auto") ? browser : session;
        return wanted.startsWith("zh") ? CHINESE : ENGLISH;
    }

    String refusal(StripeError error) {
        if (this != CHINESE) {
            return String.valueOf(error.getMessage());
        }
        ObjectNode fields = error.error();
        String byDecline = CHINESE_REFUSALS.get(fields.path("decline_code").asString(""));
        return byDecline != null
                ? byDecline
                : CHINESE_REFUSALS.getOrDefault(fields.path("code").asString(""), "付款未成功，未产生扣款。");
    }
}
